// Which steps of guides were read: ids alone, on this device alone. Where nothing is kept no tick is offered, and its space stays.
export const boxes = [...document.querySelectorAll('[data-read]')];
const recall = () => { try { return [JSON.parse(localStorage['hub.read'])].flat(); } catch { return []; } };
export function mark(ids, isRead) {
  const read = recall().filter((id) => !ids.includes(id)).concat(isRead ? ids : []);
  if (read[0]) localStorage['hub.read'] = JSON.stringify(read); else localStorage.removeItem('hub.read');
  show();
}
function show() {
  for (const box of boxes) box.checked = recall().includes(box.dataset.read);
  dispatchEvent(new Event('read'));
}
try {
  mark([]);
  for (const box of boxes) box.onchange = () => mark([box.dataset.read], box.checked);
  onstorage = onpageshow = show; // another tab; back from a step
} catch { for (const part of document.querySelectorAll('.tick, .way')) part.style.visibility = 'hidden'; }
