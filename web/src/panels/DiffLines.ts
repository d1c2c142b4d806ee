import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { t } from '../text/text';
import type { DiffLine } from './lineDiff';

const CONTEXT = 3;
const ROWS = 1500;

/** Two texts line by line; what is the same in both is folded but for a few lines around what differs. */
export const DiffLines = defineComponent<{ label: string; lines: readonly DiffLine[] }>(
  (props) => {
    const limit = ref(ROWS);
    const rows = computed(() => {
      const near = new Set<number>();
      props.lines.forEach((line, index) => {
        if (line.kind !== 'same') for (let other = index - CONTEXT; other <= index + CONTEXT; other += 1) near.add(other);
      });
      const shown: VNode[] = [];
      let folded = 0;
      const fold = (key: string): void => {
        if (folded > 0) shown.push(h('tr', { class: 'diff-fold', key }, [h('td', { colspan: 3 }, t('code.same', { n: folded }))]));
        folded = 0;
      };
      props.lines.forEach((line, index) => {
        if (!near.has(index)) return void (folded += 1);
        fold(`fold ${index}`);
        const sign = line.kind === 'added' ? '+' : line.kind === 'removed' ? '−' : ' ';
        shown.push(h('tr', { class: `diff-${line.kind}`, key: index }, [
          h('td', { class: 'number' }, line.before || ''), h('td', { class: 'number' }, line.after || ''), h('td', null, `${sign} ${line.text}`),
        ])); // prettier-ignore
      });
      fold('end');
      return shown;
    });
    return () =>
      h('div', { class: 'table-grid code-diff', tabindex: 0, role: 'region', 'aria-label': props.label }, [
        props.lines.every((line) => line.kind === 'same')
          ? h('p', { class: 'faint comparer-none' }, t('code.equal'))
          : h('table', null, [h('tbody', null, rows.value.slice(0, limit.value))]),
        rows.value.length > limit.value &&
          h('button', { type: 'button', class: 'button more', onClick: () => (limit.value += ROWS) }, t('files.moreLines', { n: rows.value.length - limit.value })),
      ]);
  },
  { name: 'DiffLines', props: ['label', 'lines'] },
);
