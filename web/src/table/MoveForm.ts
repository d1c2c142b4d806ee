import { defineComponent, h, ref } from 'vue';
import { viewer } from '../app/session';
import { t } from '../text/text';
import { Select } from '../ui/Select';
import type { TableModel } from './TableModel';

/** Where some runs shall go: into a group, or into another project. */
export const MoveForm = defineComponent<{
  model: TableModel;
  onGroup: (group: string) => void;
  onMove: (entity: string, project: string) => void;
}>(
  (props) => {
    const { model } = props;
    const group = ref('');
    const entity = ref(model.entity);
    const project = ref('');
    const entities = (): readonly (readonly [string, string])[] =>
      [...new Set([model.entity, viewer.value?.entity ?? model.entity, ...(viewer.value?.teams ?? [])])].map((name) => [name, name]);
    const isElsewhere = (): boolean => project.value.trim() !== '' && (project.value.trim() !== model.project || entity.value !== model.entity);
    return () =>
      h('div', { class: 'form' }, [
        h('form', { class: 'field', onSubmit: (event: Event) => (event.preventDefault(), props.onGroup(group.value.trim())) }, [
          h('label', { class: 'field-name' }, t('move.group')),
          h('div', { class: 'field-row' }, [
            h('input', {
              class: 'input', value: group.value, 'aria-label': t('move.group'), placeholder: t('move.noGroup'),
              onInput: (event: Event) => (group.value = (event.target as HTMLInputElement).value),
            }),
            h('button', { class: 'button', type: 'submit' }, t('move.setGroup')),
          ]),
        ]),
        h('form', {
            class: 'field',
            onSubmit: (event: Event) => (event.preventDefault(), isElsewhere() && props.onMove(entity.value, project.value.trim())),
          }, [
            h('span', { class: 'field-name' }, t('move.project')),
            h(Select, { label: t('move.entity'), value: entity.value, choices: entities(), onChange: (value) => (entity.value = value) }),
            h('div', { class: 'field-row' }, [
              h('input', {
                class: 'input', value: project.value, 'aria-label': t('move.project'), placeholder: t('move.projectName'),
                onInput: (event: Event) => (project.value = (event.target as HTMLInputElement).value),
              }),
              h('button', { class: 'button', type: 'submit', disabled: !isElsewhere() }, t('move.move')),
            ]),
          ]),
      ]);
  },
  { name: 'MoveForm', props: ['model', 'onGroup', 'onMove'] },
);
