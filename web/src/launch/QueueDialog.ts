import { defineComponent, h, ref, type VNode } from 'vue';
import { members, type Json } from '../api/json';
import { QUEUE_PROJECT, updateQueue, upsertQueue, type Queue } from '../api/launch';
import { t } from '../text/text';
import { action } from '../ui/action';
import { Dialog } from '../ui/Dialog';
import { Problem } from '../ui/Problem';
import { SelectField } from '../ui/SelectField';
import { TextField } from '../ui/TextField';

const RESOURCES = ['local-process', 'local-container', 'slurm'];
const RETRIES = ['infrastructure', 'preempted', 'error'] as const;
const USUAL_RETRIES: Record<string, string> = { infrastructure: '3', preempted: '5', error: '0' };

const jsonText = (value: Json): string => (Object.keys(members(value)).length > 0 ? JSON.stringify(value, null, 2) : '{}');

function readObject(text: string): { [key: string]: Json } | null {
  try {
    const value = JSON.parse(text.trim() || '{}') as Json;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Makes a queue, or changes what a queue gives its items and how it works them off. */
export const QueueDialog = defineComponent<{ entity: string; queue: Queue | null; onClose: () => void; onSaved: (name: string) => void }>(
  (props) => {
    const { queue } = props;
    const stored = members(queue?.config ?? null);
    const name = ref(queue?.name ?? '');
    const kind = ref(queue?.resource ?? 'local-process');
    const defaults = ref(jsonText(members(stored['resource_args'])[queue?.resource ?? ''] ?? null));
    const variables = ref(jsonText(Object.fromEntries((queue?.variables ?? []).map((one) => [one.name, { schema: one.schema }]))));
    const order = ref(queue?.prioritizationMode ?? 'V0');
    const limit = ref(queue?.maxRunning ? String(queue.maxRunning) : '');
    const retries = ref(Object.fromEntries(RETRIES.map((one) => [one, String(members(queue?.retry ?? null)[one] ?? USUAL_RETRIES[one])])));
    const isWhole = (text: string): boolean => /^\d{1,6}$/.test(text.trim());
    const faults = (): { [field: string]: string | null } => ({
      name: name.value.trim() ? null : t('form.required'),
      defaults: readObject(defaults.value) ? null : t('form.badObject'),
      variables: readObject(variables.value) ? null : t('form.badObject'),
      limit: limit.value.trim() === '' || isWhole(limit.value) ? null : t('form.badWhole'),
      ...Object.fromEntries(RETRIES.map((one) => [one, isWhole(retries.value[one] ?? '') ? null : t('form.badWhole')])),
    });
    const hasTried = ref(false);

    const save = action(async () => {
      hasTried.value = true;
      if (Object.values(faults()).some(Boolean)) return;
      const retry = JSON.stringify(Object.fromEntries(RETRIES.map((one) => [one, Number(retries.value[one])])));
      const maxRunning = Number(limit.value.trim() || 0);
      const rest = Object.fromEntries(Object.entries(stored).filter(([key]) => key !== 'resource_args'));
      const resourceConfig = JSON.stringify({ ...rest, resource_args: { [kind.value]: readObject(defaults.value) } });
      await upsertQueue({
        entityName: props.entity, projectName: queue?.projectName ?? QUEUE_PROJECT, queueName: queue?.name ?? name.value.trim(),
        resourceType: kind.value, resourceConfig, templateVariables: JSON.stringify(readObject(variables.value)),
        prioritizationMode: order.value, maxRunning, retry,
      }); // prettier-ignore
      if (queue && name.value.trim() !== queue.name) await updateQueue(queue.id, { name: name.value.trim() });
      props.onSaved(name.value.trim());
    });

    function retryField(one: (typeof RETRIES)[number], faultOf: (field: string) => string | null): VNode {
      return h(TextField, {
        key: one, label: t(`queue.retry.${one}`), value: retries.value[one] ?? '', fault: faultOf(one),
        onInput: (text) => (retries.value = { ...retries.value, [one]: text }),
      }); // prettier-ignore
    }

    return () => {
      const found = faults();
      const faultOf = (field: string): string | null => (hasTried.value ? found[field] ?? null : null);
      const known = RESOURCES.includes(kind.value) ? RESOURCES : [...RESOURCES, kind.value];
      const title = queue ? t('queue.settings') : t('queue.make');
      return h(Dialog, { label: title, kind: 'sheet', onClose: props.onClose }, () => [
        h('form', { class: 'sheet-form', novalidate: true, onSubmit: (event: Event) => (event.preventDefault(), void save.start()) }, [
          h('h2', null, title),
          h('div', { class: 'sheet-fields' }, [
            h('div', { class: 'fields' }, [
              h(TextField, { label: t('queue.name'), value: name.value, fault: faultOf('name'), onInput: (text) => (name.value = text) }),
              h(SelectField, { label: t('queue.resource'), value: kind.value, choices: known.map((one) => [one, one] as const), onChange: (value) => (kind.value = value) }),
            ]),
            h(TextField, {
              label: t('queue.defaults'), value: defaults.value, lines: 6, isCode: true, hint: t('queue.defaults.hint', { resource: kind.value, name: '{name}' }),
              fault: faultOf('defaults'), onInput: (text) => (defaults.value = text),
            }), // prettier-ignore
            h(TextField, {
              label: t('queue.variables'), value: variables.value, lines: 6, isCode: true, hint: t('queue.variables.hint'),
              fault: faultOf('variables'), onInput: (text) => (variables.value = text),
            }), // prettier-ignore
            h('div', { class: 'fields' }, [
              h(SelectField, {
                label: t('queue.order'), value: order.value,
                choices: [['V0', t('queue.order.V0')], ['DISABLED', t('queue.order.DISABLED')]], onChange: (value) => (order.value = value),
              }), // prettier-ignore
              h(TextField, { label: t('queue.limit'), value: limit.value, hint: t('queue.limit.hint'), fault: faultOf('limit'), onInput: (text) => (limit.value = text) }),
            ]),
            h('fieldset', null, [h('legend', null, t('queue.retry')), h('div', { class: 'fields three' }, RETRIES.map((one) => retryField(one, faultOf)))]),
          ]),
          h(Problem, { error: save.error.value }),
          h('div', { class: 'dialog-buttons' }, [
            h('button', { type: 'button', class: 'button', onClick: props.onClose }, t('app.cancel')),
            h('button', { type: 'submit', class: 'button primary', disabled: save.isBusy.value }, queue ? t('app.save') : t('queue.make')),
          ]),
        ]),
      ]);
    };
  },
  { name: 'QueueDialog', props: ['entity', 'queue', 'onClose', 'onSaved'] },
);
