// The way through a guide: which steps were read. Ids and nothing else, on this device alone; where it keeps nothing, no tick is offered.
const boxes = [...document.querySelectorAll('[data-read]')], way = document.getElementById('way');
const kept = () => { try { return new Set([JSON.parse(localStorage['hub.read'])].flat().filter((id) => typeof id === 'string')); } catch { return new Set(); } };
function keep(read) {
  try {
    if (read.size) localStorage['hub.read'] = JSON.stringify([...read]); else localStorage.removeItem('hub.read');
    return true;
  } catch { return false; }
}
function show() {
  const read = kept();
  for (const box of boxes) box.checked = read.has(box.dataset.read);
  if (!way) return;
  const [count, on] = way.querySelectorAll('b, a'), next = boxes.findIndex((box) => !box.checked);
  count.textContent = way.dataset.count.replace('{read}', boxes.filter((box) => box.checked).length).replace('{count}', boxes.length);
  on.style.visibility = next < 0 ? 'hidden' : '';
  if (next < 0) return;
  on.textContent = way.dataset.go.replace('{number}', next + 1);
  on.href = boxes[next].closest('li').querySelector('a').href;
}
function mark(ids, isRead) {
  const read = kept();
  for (const id of ids) if (isRead) read.add(id); else read.delete(id);
  keep(read);
  show();
}
if (keep(kept())) {
  for (const box of boxes) box.addEventListener('change', () => mark([box.dataset.read], box.checked));
  way?.querySelector('button').addEventListener('click', () => mark(boxes.map((box) => box.dataset.read), false));
  addEventListener('storage', show); // another tab
  addEventListener('pageshow', show); // back from a step
  show();
} else for (const part of [way, ...boxes.map((box) => box.closest('p'))]) if (part) part.style.visibility = 'hidden'; // its space stays: nothing moves
