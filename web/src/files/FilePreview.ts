import { defineComponent, h, type VNode } from 'vue';
import { send } from '../api/http';
import { t } from '../text/text';
import { ErrorNotice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { CodeView } from './CodeView';
import type { ShownFile } from './FileBrowser';

const LARGEST = 1_000_000;
const TEXT = /(^|\/)(Dockerfile|Makefile|LICENSE|README)$|\.(txt|md|log|json|jsonl|ya?ml|toml|ini|cfg|py|ipynb|sh|swift|js|ts|c|h|cc|cpp|hpp|cu|rs|go|java|csv|tsv|patch|diff|lock|xml|html|css|sql|r|jl)$/i;
const IMAGE = /\.(png|jpe?g|gif|webp|bmp|svg)$/i;
const SOUND = /\.(wav|mp3|ogg|flac|m4a)$/i;
const FILM = /\.(mp4|webm|mov)$/i;

/** What is in a file, as far as a browser shows it safely. */
export const FilePreview = defineComponent<{ file: ShownFile }>(
  (props) => {
    const { file } = props;
    const isText = TEXT.test(file.name) || (file.mimetype?.startsWith('text/') ?? false);
    const fits = Number(file.sizeBytes) <= LARGEST;
    const text = resource(
      () => (isText && fits ? file.address : null),
      async (from, signal) => pretty(file.name, await (await send(from, { signal })).text()),
    );
    function content(): VNode {
      const src = file.address;
      if (!src) return h('p', { class: 'faint' }, t('files.elsewhere'));
      if (IMAGE.test(file.name)) return h('img', { src, alt: file.name });
      if (SOUND.test(file.name)) return h('audio', { src, controls: true });
      if (FILM.test(file.name)) return h('video', { src, controls: true });
      if (!isText) return h('p', { class: 'faint' }, t('files.noPreview'));
      if (!fits) return h('p', { class: 'faint' }, t('files.tooLarge'));
      if (text.error.value) return h(ErrorNotice, { error: text.error.value, onRetry: () => text.reload() });
      return h(CodeView, { name: file.name, text: text.value.value ?? '' });
    }
    return () =>
      h('section', { class: 'card file-preview', 'aria-label': t('files.preview', { name: file.name }) }, [h('h2', null, file.name), content()]);
  },
  { name: 'FilePreview', props: ['file'] },
);

function pretty(name: string, text: string): string {
  if (!name.endsWith('.json')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
