import { defineComponent, h, type VNode } from 'vue';
import type { RunFile } from '../api/run';
import { send } from '../api/http';
import { t } from '../text/text';
import { ErrorNotice } from '../ui/Notice';
import { resource } from '../ui/resource';

const LARGEST = 1_000_000;
const TEXT = /\.(txt|md|log|json|jsonl|ya?ml|toml|ini|cfg|py|sh|swift|js|ts|c|h|cpp|rs|go|csv|tsv|patch|diff|lock|xml)$/i;
const IMAGE = /\.(png|jpe?g|gif|webp|bmp)$/i;

/** What is in a file, as far as a browser shows it safely. */
export const FilePreview = defineComponent<{ file: RunFile; address: string }>(
  (props) => {
    const { file, address } = props;
    const isText = TEXT.test(file.name) || (file.mimetype?.startsWith('text/') ?? false);
    const fits = Number(file.sizeBytes) <= LARGEST;
    const text = resource(
      () => (isText && fits ? address : null),
      async (from, signal) => pretty(file.name, await (await send(from, { signal })).text()),
    );
    function content(): VNode {
      if (IMAGE.test(file.name)) return h('img', { src: address, alt: file.name });
      if (!isText) return h('p', { class: 'faint' }, t('files.noPreview'));
      if (!fits) return h('p', { class: 'faint' }, t('files.tooLarge'));
      if (text.error.value) return h(ErrorNotice, { error: text.error.value, onRetry: () => text.reload() });
      return h('pre', null, text.value.value ?? '');
    }
    return () =>
      h('section', { class: 'card file-preview', 'aria-label': t('files.preview', { name: file.name }) }, [h('h2', null, file.name), content()]);
  },
  { name: 'FilePreview', props: ['file', 'address'] },
);

function pretty(name: string, text: string): string {
  if (!name.endsWith('.json')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
