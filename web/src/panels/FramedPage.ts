import { defineComponent, h, onMounted, shallowRef } from 'vue';
import { send } from '../api/http';
import { t } from '../text/text';

let hasFrames: Promise<boolean> | null = null;

/** Whether the server shows uploaded pages under a policy of their own. */
function serverFrames(address: string): Promise<boolean> {
  return (hasFrames ??= fetch(address, { method: 'HEAD', credentials: 'same-origin' }).then(
    (answer) => answer.ok && (answer.headers.get('Content-Security-Policy') ?? '').includes('sandbox'),
    () => false,
  ));
}

/** A page that somebody uploaded, in a frame that has no cookies and reaches nothing. */
export const FramedPage = defineComponent<{ address: string; title: string }>(
  (props) => {
    const source = shallowRef<{ src: string } | { srcdoc: string } | null>(null);
    onMounted(async () => {
      const framed = props.address.replace(/^\/files\//, '/frames/');
      try {
        source.value = (await serverFrames(framed)) ? { src: framed } : { srcdoc: plainPage(await (await send(props.address)).text()) };
      } catch {
        source.value = { srcdoc: '' };
      }
    });
    return () =>
      h('div', { class: 'framed' }, [
        source.value && h('iframe', { ...source.value, sandbox: 'src' in source.value ? 'allow-scripts' : '', title: props.title, loading: 'lazy' }),
        h('a', { class: 'framed-file', href: props.address, download: '' }, t('console.download')),
      ]);
  },
  { name: 'FramedPage', props: ['address', 'title'] },
);

/** A page's contents without what the policy of this page would refuse anyway: scripts, styles and other files. */
function plainPage(text: string): string {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const element of page.querySelectorAll('script, style, link, base, meta, iframe, object, embed')) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) if (name === 'style' || name.startsWith('on')) element.removeAttribute(name);
    if (!/^(data:|blob:)/.test(element.getAttribute('src') ?? 'data:')) element.removeAttribute('src');
  }
  return page.documentElement.outerHTML;
}
