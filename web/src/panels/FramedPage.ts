import { defineComponent, h, onMounted, shallowRef } from 'vue';
import { send } from '../api/http';
import { t } from '../text/text';

/** Where the server shows an uploaded page under a policy of its own; null when it says of no such place. */
function frameAddress(answer: Response): string | null {
  const found = /^<(\/frames\/[^>]+)>;\s*rel="?alternate"?$/.exec(answer.headers.get('Link') ?? '');
  return found?.[1] ?? null;
}

/** A page that somebody uploaded, in a frame that has no cookies and reaches nothing. */
export const FramedPage = defineComponent<{ address: string; title: string }>(
  (props) => {
    const source = shallowRef<{ src: string } | { srcdoc: string } | null>(null);
    onMounted(async () => {
      try {
        const answer = await send(props.address);
        const framed = frameAddress(answer);
        source.value = framed ? { src: framed } : { srcdoc: plainPage(await answer.text()) };
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
