import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { send } from '../api/http';
import { onScreen } from '../chart/onScreen';
import { codeKey, codeKinds, fetchRunCode, type CodeFile } from '../files/runCode';
import { DiffLines } from '../panels/DiffLines';
import { lineDiff } from '../panels/lineDiff';
import { t } from '../text/text';
import { messageOf } from '../ui/action';
import { resource } from '../ui/resource';
import { Select } from '../ui/Select';
import type { ComparedRun } from './DiffTable';

const LARGEST = 400_000;
const OTHER = /\.(png|jpe?g|gif|webp|pdf|zip|gz|tar|pt|ckpt|bin|npy|so|whl)$/i;

/** A file of the code of two runs. */
interface Pair {
  readonly key: string;
  readonly first: CodeFile | null;
  readonly second: CodeFile | null;
}

/** The code that two of the runs were made with, line by line. */
export const CodeDiff = defineComponent<{ entity: string; project: string; runs: readonly ComparedRun[] }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 200);
    const wanted = ref<{ first?: string; second?: string; file?: string }>({});
    const runOf = (name: string | undefined, standard: number): string =>
      props.runs.find((run) => run.name === name)?.name ?? props.runs[Math.min(standard, props.runs.length - 1)]?.name ?? '';
    const names = computed(() => [runOf(wanted.value.first, 0), runOf(wanted.value.second, 1)] as const);
    const pairs = resource(
      () => (isOnScreen.value && names.value[0] ? names.value : null),
      async (runs, signal) => {
        const [first = [], second = []] = await Promise.all(runs.map((run) => fetchRunCode({ entity: props.entity, project: props.project, run }, signal)));
        return paired(first, second);
      },
    );
    const file = computed(() => {
      const all = pairs.value.value ?? [];
      return all.find((pair) => pair.key === wanted.value.file) ?? all[0] ?? null;
    });
    const diff = resource(
      () => file.value && { first: addressOf(file.value.first), second: addressOf(file.value.second) },
      async ({ first, second }, signal) => {
        const [before = '', after = ''] = await Promise.all([first, second].map(async (from) => (from ? (await send(from, { signal })).text() : '')));
        return lineDiff(before, after);
      },
    );
    const runChoices = computed(() => props.runs.map((run) => [run.name, run.label] as const));
    const choose = (change: { first?: string; second?: string; file?: string }): void => void (wanted.value = { ...wanted.value, ...change });

    function body(): VNode | false {
      const error = pairs.error.value ?? diff.error.value;
      if (error) return h('p', { class: 'bad' }, messageOf(error));
      if (pairs.value.value?.length === 0) return h('p', { class: 'faint' }, t('compare.noCode'));
      return file.value !== null && diff.value.value !== undefined && h(DiffLines, { label: file.value.key, lines: diff.value.value });
    }

    return () =>
      h('section', { class: 'card diff of-code', ref: root, 'aria-label': t('compare.code') }, [
        h('header', null, [
          h('h2', null, t('compare.code')),
          h('span', { class: 'spacer' }),
          (pairs.value.value?.length ?? 0) > 0 && [
            h(Select, { label: t('code.first'), value: names.value[0], choices: runChoices.value, onChange: (first) => choose({ first }) }),
            h('span', { class: 'faint' }, '→'),
            h(Select, { label: t('code.second'), value: names.value[1], choices: runChoices.value, onChange: (second) => choose({ second }) }),
            h(Select, {
              label: t('code.file'), value: file.value?.key ?? '', choices: (pairs.value.value ?? []).map((pair) => [pair.key, nameOf(pair)] as const),
              onChange: (key) => choose({ file: key }),
            }),
          ],
        ]),
        body(),
      ]); // prettier-ignore
  },
  { name: 'CodeDiff', props: ['entity', 'project', 'runs'] },
);

const addressOf = (file: CodeFile | null): string | null => file?.address ?? null;

function nameOf({ first, second }: Pair): string {
  const file = first ?? second;
  const mark = !second ? '− ' : !first ? '+ ' : differs({ key: '', first, second }) ? '± ' : '';
  return mark + (file?.name.replace(/^code\//, '') ?? '');
}

/** Whether two files cannot be the same. Files of one size may differ as well; only their texts tell. */
const differs = ({ first, second }: Pair): boolean => Number(first?.sizeBytes ?? -1) !== Number(second?.sizeBytes ?? -1);

/** The same files of two runs; those that differ first. */
function paired(first: readonly CodeFile[], second: readonly CodeFile[]): Pair[] {
  const isText = (file: CodeFile): boolean => file.address !== null && !OTHER.test(file.name) && Number(file.sizeBytes) <= LARGEST;
  const [before, after] = [first, second].map((files) => new Map(files.filter(isText).map((file) => [codeKey(file), file])));
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  const rank = (pair: Pair): number => codeKinds.length * Number(!differs(pair)) + RANKS.indexOf((pair.first ?? pair.second)?.kind ?? 'requirements');
  return keys.map((key): Pair => ({ key, first: before?.get(key) ?? null, second: after?.get(key) ?? null })).sort((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key));
}

/** Programs first, then what describes their surroundings. */
const RANKS: readonly CodeFile['kind'][] = ['files', 'artifact', 'diff', 'requirements'];
