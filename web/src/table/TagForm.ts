import { computed, defineComponent, h, ref } from 'vue';
import type { RunRow } from '../api/runRows';
import { t } from '../text/text';
import { TagInput } from './TagInput';

const OFFERED = 12;

/** Tags to give to some runs, and to take from them. */
export const TagForm = defineComponent<{
  runs: readonly RunRow[];
  known: readonly string[];
  onApply: (added: readonly string[], removed: readonly string[]) => void;
}>(
  (props) => {
    const added = ref<readonly string[]>([]);
    const removed = ref<readonly string[]>([]);
    const theirs = computed(() => [...new Set(props.runs.flatMap((run) => [...run.tags]))].sort());
    const toggle = (tag: string): void => {
      removed.value = removed.value.includes(tag) ? removed.value.filter((one) => one !== tag) : [...removed.value, tag];
    };
    const apply = (): void => props.onApply(added.value, removed.value);
    return () =>
      h('div', { class: 'form' }, [
        h('div', { class: 'field' }, [
          h('span', { class: 'field-name' }, t('tags.add')),
          h(TagInput, { tags: added.value, known: props.known, onChange: (tags) => (added.value = tags), onEnter: apply }),
        ]),
        theirs.value.length > 0 &&
          h('div', { class: 'field' }, [
            h('span', { class: 'field-name' }, t('tags.remove')),
            h('div', { class: 'tag-offers' }, theirs.value.slice(0, OFFERED).map((tag) =>
              h('button', {
                type: 'button', key: tag, class: ['tag', removed.value.includes(tag) && 'struck'],
                'aria-pressed': removed.value.includes(tag), onClick: () => toggle(tag),
              }, tag),
            )),
          ]),
        h('button', {
          type: 'button', class: 'button primary', disabled: added.value.length + removed.value.length === 0, onClick: apply,
        }, t('tags.apply', { n: props.runs.length })),
      ]); // prettier-ignore
  },
  { name: 'TagForm', props: ['runs', 'known', 'onApply'] },
);
