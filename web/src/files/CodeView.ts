import { computed, defineComponent, h, ref } from 'vue';
import { t } from '../text/text';

const LINES = 2_000;

/** Lines of text with their numbers; those of a patch in the colours of what they add and take away. */
export const CodeView = defineComponent<{ name: string; text: string }>(
  (props) => {
    const limit = ref(LINES);
    const lines = computed(() => props.text.replace(/\n$/, '').split('\n'));
    return () => {
      const isPatch = /\.(patch|diff)$/i.test(props.name);
      return h('div', { class: ['code-view', isPatch && 'patch'], tabindex: 0, role: 'region', 'aria-label': props.name }, [
        h('ol', null, lines.value.slice(0, limit.value).map((line, index) => h('li', { key: index, class: isPatch ? patchClass(line) : '' }, line || '\u200b'))),
        lines.value.length > limit.value &&
          h('button', { type: 'button', class: 'button more', onClick: () => (limit.value += LINES) }, t('files.moreLines', { n: lines.value.length - limit.value })),
      ]);
    };
  },
  { name: 'CodeView', props: ['name', 'text'] },
);

function patchClass(line: string): string {
  if (/^(diff |index |--- |\+\+\+ |new file|deleted file|rename |similarity )/.test(line)) return 'patch-head';
  if (line.startsWith('@@')) return 'patch-place';
  if (line.startsWith('+')) return 'patch-added';
  return line.startsWith('-') ? 'patch-removed' : '';
}
