import '../app/shared';
import { computed, defineComponent, h, ref, type Component, type VNode } from 'vue';
import { fetchFiles } from '../api/run';
import { send } from '../api/http';
import { onScreen } from '../chart/onScreen';
import { t } from '../text/text';
import { resource } from '../ui/resource';
import { Select } from '../ui/Select';
import { DiffLines } from './DiffLines';
import { lineDiff } from './lineDiff';
import { fileAddress } from './media';
import { PanelFrame } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

const TEXT = /\.(py|ipynb|sh|swift|c|h|cpp|cu|rs|go|js|ts|ya?ml|toml|json|txt|md|patch|cfg|ini)$/i;
const LARGEST = 400_000;

/** The same file of two runs, line by line; what is the same in both is folded. */
export const CodePanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 200);
    const chosen = (name: string, standard: number): string => {
      const kept = props.spec.options[name];
      return props.runs.some((run) => run.name === kept) ? (kept as string) : props.runs[standard]?.name ?? '';
    };
    const pair = computed(() => [chosen('first', 0), chosen('second', Math.min(1, props.runs.length - 1))] as const);
    const at = { entity: props.context.entity, project: props.context.project };
    const files = resource(
      () => (isOnScreen.value && pair.value[0] ? pair.value : null),
      async ([first, second], signal) => {
        const lists = await Promise.all([first, second].map((run) => fetchFiles({ ...at, run }, signal)));
        const names = lists.map((list) => new Set(list.filter((file) => TEXT.test(file.name) && Number(file.sizeBytes) <= LARGEST).map((file) => file.name)));
        return { names: [...new Set(names.flatMap((list) => [...list]))].filter((name) => !name.startsWith('media/')).sort(byInterest), has: names };
      },
    );
    const file = computed(() => {
      const names = files.value.value?.names ?? [];
      const kept = props.spec.options['file'] ?? '';
      return names.includes(kept) ? kept : names[0] ?? '';
    });
    const diff = resource(
      () => (files.value.value && file.value ? { runs: pair.value, file: file.value } : null),
      async ({ runs, file: name }, signal) => {
        const texts = await Promise.all(runs.map(async (run, index) =>
          files.value.value?.has[index]?.has(name) ? (await send(fileAddress(at, run, name), { signal })).text() : '',
        )); // prettier-ignore
        return lineDiff(texts[0] ?? '', texts[1] ?? '');
      },
    );
    const choose = (choices: { [name: string]: string }): void => props.board.edits.choose(props.spec, props.section, choices);
    const runChoices = computed(() => props.runs.map((run) => [run.name, run.label] as const));

    function body(): VNode | false {
      if (files.error.value instanceof Error) return h('p', { class: 'chart-empty' }, files.error.value.message);
      if (files.value.value?.names.length === 0) return h('p', { class: 'chart-empty' }, t('code.none'));
      if (!diff.value.value) return false;
      return h(DiffLines, { label: file.value, lines: diff.value.value });
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: files.isLoading.value || diff.isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill stacked', ref: root }, [
            h('div', { class: 'panel-row' }, [
              h(Select, { label: t('code.first'), value: pair.value[0], choices: runChoices.value, onChange: (first) => choose({ first }) }),
              h(Select, { label: t('code.second'), value: pair.value[1], choices: runChoices.value, onChange: (second) => choose({ second }) }),
              h(Select, { label: t('code.file'), value: file.value, choices: (files.value.value?.names ?? []).map((name) => [name, name] as const), onChange: (name) => choose({ file: name }) }),
            ]),
            body(),
          ]),
      }); // prettier-ignore
  },
  { name: 'CodePanel', props: panelProps },
);

/** Programs first, then what describes their surroundings. */
function byInterest(a: string, b: string): number {
  const rank = (name: string): number => (name.startsWith('code/') ? 0 : name === 'diff.patch' ? 1 : /\.py$/.test(name) ? 2 : 3);
  return rank(a) - rank(b) || a.localeCompare(b);
}
