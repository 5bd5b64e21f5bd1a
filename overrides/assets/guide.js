// A guide's own page: how many of its steps were read, and the first that was not.
import { boxes, mark } from './reading.js';

const way = document.getElementById('way'), [count, on] = way.querySelectorAll('b, a');
function show() {
  const next = boxes.findIndex((box) => !box.checked);
  count.textContent = way.dataset.count.replace('{read}', boxes.filter((box) => box.checked).length).replace('{count}', boxes.length);
  on.style.visibility = next < 0 ? 'hidden' : '';
  if (next < 0) return;
  on.textContent = way.dataset.go.replace('{number}', next + 1);
  on.href = boxes[next].closest('li').querySelector('a').href;
}
addEventListener('read', show);
way.querySelector('button').onclick = () => mark(boxes.map((box) => box.dataset.read), false);
show();
