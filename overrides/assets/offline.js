// The pages that this device keeps: which they are, and the reader's choice that it keep none. worker.js keeps them.
const { base: up, locale } = document.documentElement.dataset;
const base = new URL(up, location).href;
const section = document.getElementById('kept-pages');
const [said] = section.getElementsByTagName('p'), [list] = section.getElementsByTagName('ul'), buttons = [...section.querySelectorAll('[data-keep]')];
const named = (kind) => `hub ${base} ${kind}`;
const today = new Date().toISOString().slice(0, 10);
const day = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long' });
const isOff = () => { try { return localStorage['hub.offline'] === 'no'; } catch { return false; } };

async function row(cache, request) {
  const response = await cache.match(request, { ignoreVary: true });
  const [kept, , , until] = response.headers.get('x-hub-kept').split(' ');
  if (until && today > until) return '';
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const item = document.createElement('li'), link = document.createElement('a'), when = document.createElement('small');
  Object.assign(link, { href: request.url, textContent: page.querySelector('[property="og:title"]').content, lang: page.documentElement.lang });
  when.textContent = section.dataset.on.replace('{date}', day.format(Number(kept)));
  item.append(link, ' ', when);
  return item;
}

async function show() {
  const cache = await caches.open(named('pages')), requests = (await cache.keys()).reverse();
  list.replaceChildren(...(await Promise.all(requests.map((request) => row(cache, request)))).filter(Boolean));
  list.hidden = !list.children.length;
  said.hidden = !list.hidden;
  said.textContent = isOff() ? section.dataset.off : section.dataset.none;
  for (const button of buttons) button.parentNode.hidden = (button.dataset.keep === 'no') === isOff();
}

section.addEventListener('click', async ({ target }) => {
  const { keep } = target.dataset;
  if (keep === undefined) return;
  try { localStorage['hub.offline'] = keep; } catch { return; }
  if (keep) {
    await (await navigator.serviceWorker.getRegistration(base))?.unregister();
    for (const name of await caches.keys()) if (name.startsWith(named(''))) await caches.delete(name);
  } else await navigator.serviceWorker.register(`${base}sw.js`);
  await show();
  buttons.find((button) => !button.parentNode.hidden).focus();
});

if (navigator.serviceWorker && self.caches) show().catch(() => {});
