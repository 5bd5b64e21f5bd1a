// Everything on a page that does not fit or has no style. Gives a list of sentences; [] is right. Evaluated in the page by test_layout.py.
() => {
  const faults = [];
  const wide = document.documentElement.clientWidth, slack = 1.5;
  const name = (element) => `<${element.tagName.toLowerCase()}${element.id && '#' + element.id}${[...element.classList].map((one) => '.' + one).join('')}> “${element.textContent.trim().slice(0, 40)}”`;
  const style = (element) => getComputedStyle(element);
  const chain = (element) => { const all = []; for (let one = element; one && one !== document.documentElement; one = one.parentElement) all.push(one); return all; };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })
    && !chain(element).some((one) => style(one).clipPath !== 'none' || one.classList.contains('skip'));
  const scrolls = (element) => ['auto', 'scroll'].includes(style(element).overflowX);
  const shown = [...document.body.querySelectorAll('*')].filter((element) => !element.closest('svg > *') && isShown(element));

  // 1 Nothing reaches over the edge.
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
  for (const element of shown) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || chain(element.parentElement).some(scrolls)) continue;
    if (box.right > wide + slack || box.left < -slack) faults.push(`over the edge (${Math.round(box.left)} to ${Math.round(box.right)} of ${wide}): ${name(element)}`);
  }

  // 2 No text of a heading or a control is cut off, or stands outside of its control.
  const speaking = 'h1, h2, h3, h4, button, .btn, summary, label, select, option:checked, th, legend, .langs a, .brand, .toc a, .index a, .events a, .demo, .seal, .mine, .held, .crumbs a, .theme button';
  for (const element of shown.filter((one) => one.matches(speaking))) {
    if (element.matches('select')) {
      if (element.scrollHeight > element.clientHeight + slack) faults.push(`cut off in its height: ${name(element)}`);
      continue;
    }
    const isControl = element.matches('button, .btn, summary, .seal, .langs a');
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !isShown(node.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        if (!line.width) continue;
        // A line box may be taller than its letters: only what is cut by half a line is lost.
        const high = line.height / 4;
        for (const one of chain(node.parentElement)) {
          const box = one.getBoundingClientRect(), its = style(one);
          const cutsX = ['hidden', 'clip'].includes(its.overflowX) || (isControl && one === element), cutsY = ['hidden', 'clip'].includes(its.overflowY) || (isControl && one === element);
          if ((cutsX && (line.left < box.left - slack || line.right > box.right + slack)) || (cutsY && (line.top < box.top - high || line.bottom > box.bottom + high))) {
            faults.push(`“${node.data.trim().slice(0, 40)}” is cut off by ${name(one)}`);
          }
        }
        if (!chain(element).some(scrolls) && (line.right > wide + slack || line.left < -slack)) faults.push(`text over the edge: ${name(element)}`);
      }
    }
    if (style(element).textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth) faults.push(`shortened by an ellipsis: ${name(element)}`);
  }

  // 3 Lines of a heading keep their distance, and controls do not lie on each other.
  for (const element of shown.filter((one) => one.matches('h1, h2, h3, .btn'))) {
    if (parseFloat(style(element).lineHeight) < parseFloat(style(element).fontSize)) faults.push(`lines closer than their letters: ${name(element)}`);
  }
  const controls = shown.filter((one) => one.matches('.btn, .field, .tool, .theme button, .langs a, .mast nav a'));
  const boxes = controls.map((one) => one.getBoundingClientRect());
  const inDialog = controls.map((one) => one.closest('dialog, #tip, .menu nav'));
  for (let a = 0; a < boxes.length; a++) for (let b = a + 1; b < boxes.length; b++) {
    const over = Math.min(boxes[a].right, boxes[b].right) - Math.max(boxes[a].left, boxes[b].left), tall = Math.min(boxes[a].bottom, boxes[b].bottom) - Math.max(boxes[a].top, boxes[b].top);
    if (over > 2 && tall > 2 && inDialog[a] === inDialog[b]) faults.push(`${name(controls[a])} lies on ${name(controls[b])}`);
  }

  // 4 The stylesheet holds: nothing looks as browsers draw it by themselves.
  const own = [ // Chromium's link colours, by day and by night
    'rgb(0, 0, 238)', 'rgb(85, 26, 139)', 'rgb(158, 158, 255)', 'rgb(208, 173, 240)',
  ];
  if (!document.styleSheets.length || ![...document.styleSheets].every((sheet) => sheet.cssRules.length)) faults.push('a stylesheet is missing or empty');
  if (/^("?Times|serif)/.test(style(document.body).fontFamily)) faults.push('the text has the browser’s own typeface');
  for (const element of shown) {
    if (element.matches('a[href]') && own.includes(style(element).color)) faults.push(`a link without a style: ${name(element)}`);
    if (element.matches('button, input, select') && ['outset', 'inset'].includes(style(element).borderTopStyle)) faults.push(`a control without a style: ${name(element)}`);
    if (element.matches('ul, ol') && style(element).listStyleType !== 'none' && !element.closest('.prose')) faults.push(`a list without a style: ${name(element)}`);
    if (element.matches('svg') && element.getBoundingClientRect().width > 160 && !element.matches('.meter')) faults.push(`a drawing without a size: ${name(element)}`);
  }
  return [...new Set(faults)];
}
