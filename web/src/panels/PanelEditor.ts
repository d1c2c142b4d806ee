import { computed, defineComponent, h, shallowRef, type VNode } from 'vue';
import type { MetricKey } from '../api/series';
import { t } from '../text/text';
import { Dialog } from '../ui/Dialog';
import { Select } from '../ui/Select';
import type { DrawnRun, PanelContext } from '../workspace/panelContext';
import { newPanelID } from './boardEdits';
import { configKeysOf } from './customCharts';
import { KeyPicker } from './KeyPicker';
import { kindOf, panelKinds, type PanelKind, type PanelSpec } from './model';
import { choicesOf, type Choice } from './panelChoices';
import type { Board } from './panelProps';

/** Kinds that a person can add; charts are described by programs. */
const addable = panelKinds.filter((kind) => kind !== 'chart');

/** What a new or a changed panel shows. */
export const PanelEditor = defineComponent<{
  panel: PanelSpec;
  section: string;
  board: Board;
  context: PanelContext;
  runs: readonly DrawnRun[];
  rich: readonly MetricKey[];
  onClose: () => void;
}>(
  (props) => {
    const draft = shallowRef<PanelSpec>(props.panel);
    const isNew = props.panel.id === '';
    props.context.values.want(props.runs.map((run) => run.name));
    const change = (next: Partial<PanelSpec>): void => {
      draft.value = { ...draft.value, ...next };
    };
    const configNames = computed(() =>
      configKeysOf(props.runs.flatMap((run) => props.context.values.all.value.get(run.name) ?? [])).map((key) => `config.${key}`),
    );
    const comparable = computed(() => [...props.board.keys().map((key) => `summary.${key}`), ...configNames.value]);

    /** What can be drawn by a kind: one list for each key that it takes, or one list of any number. */
    function keyFields(): VNode[] {
      const { kind, keys } = draft.value;
      const pick = (label: string, names: readonly string[], at: number | null): VNode =>
        h(KeyPicker, {
          key: `${kind} ${label}`, label, names, isSingle: at !== null,
          chosen: at === null ? keys : keys[at] ? [keys[at] as string] : [],
          onChoose: (chosen) => {
            const next = [...keys];
            if (at !== null) next[at] = chosen[0] ?? '';
            change({ keys: at === null ? chosen : Array.from(next, (one) => one ?? '') });
          },
        }); // prettier-ignore
      const ofKind = (): string[] => props.rich.filter((key) => kindOf(key.types) === kind).map((key) => key.name);
      switch (kind) {
        case 'line': return [pick(t('editor.metrics'), props.board.keys(), null)];
        case 'bar': return [pick(t('editor.values'), comparable.value, null)];
        case 'parallel': return [pick(t('editor.axes'), comparable.value, null)];
        case 'scalar': return [pick(t('editor.value'), comparable.value, 0)];
        case 'importance': return [pick(t('importance.target'), props.board.keys(), 0)];
        case 'scatter': return [pick(t('editor.x'), comparable.value, 0), pick(t('editor.y'), comparable.value, 1)];
        case 'histogram': case 'media': case 'table': return [pick(t('editor.key'), ofKind(), 0)];
        default: return [];
      } // prettier-ignore
    }

    function choiceField(choice: Choice): VNode {
      const kept = draft.value.options[choice.name] ?? '';
      const value = choice.values && !choice.values.some(([one]) => one === kept) ? choice.values[0]?.[0] ?? '' : kept;
      const set = (next: string): void => change({ options: { ...draft.value.options, [choice.name]: next } });
      return h('div', { class: 'field', key: choice.name }, [
        h('span', { class: 'field-name' }, choice.label),
        choice.values
          ? h(Select, { label: choice.label, value, choices: choice.values, onChange: set })
          : h('textarea', {
              class: 'text-input', rows: 6, 'aria-label': choice.label, value,
              onInput: (event: Event) => set((event.target as HTMLTextAreaElement).value),
            }),
      ]); // prettier-ignore
    }

    function keep(): void {
      const id = isNew ? newPanelID() : draft.value.id;
      props.board.edits.keep({ ...draft.value, id, keys: draft.value.keys.filter(Boolean) }, props.section);
      props.onClose();
    }

    const needed = (): number => ({ line: 1, bar: 1, scalar: 1, scatter: 2, histogram: 1, media: 1, table: 1 } as { [kind: string]: number })[draft.value.kind] ?? 0;

    return () => {
      const { kind, title, keys } = draft.value;
      const heading = t(isNew ? 'panel.add' : 'panel.edit');
      const kinds: readonly PanelKind[] = kind === 'chart' ? ['chart'] : addable;
      return h(Dialog, { label: heading, kind: 'small panel-editor', onClose: props.onClose }, () => [
        h('h2', null, heading),
        h('form', {
          class: 'form', onSubmit: (event: Event) => {
            event.preventDefault();
            keep();
          },
        }, [
          h('div', { class: 'field' }, [
            h('span', { class: 'field-name' }, t('editor.kind')),
            h(Select, {
              label: t('editor.kind'), value: kind, choices: kinds.map((one) => [one, t(`panel.kind.${one}`)] as const),
              onChange: (next) => change({ kind: next as PanelKind, keys: [] }),
            }),
          ]),
          h('div', { class: 'field' }, [
            h('label', { class: 'field-name', for: 'panel-title' }, t('editor.title')),
            h('input', {
              class: 'text-input', id: 'panel-title', value: title, placeholder: keys.filter(Boolean).join(', ') || t(`panel.kind.${kind}`),
              onInput: (event: Event) => change({ title: (event.target as HTMLInputElement).value }),
            }),
          ]),
          ...keyFields(),
          ...choicesOf(kind, props.board.keys(), configNames.value).map(choiceField),
          h('div', { class: 'form-foot' }, [
            h('button', { type: 'button', class: 'button', onClick: props.onClose }, t('editor.cancel')),
            h('button', { type: 'submit', class: 'button primary', disabled: keys.filter(Boolean).length < needed() }, t(isNew ? 'editor.add' : 'editor.keep')),
          ]),
        ]),
      ]); // prettier-ignore
    };
  },
  { name: 'PanelEditor', props: ['panel', 'section', 'board', 'context', 'runs', 'rich', 'onClose'] },
);
