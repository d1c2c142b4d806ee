import { computed, defineComponent, h, ref, shallowRef, type VNode } from 'vue';
import type { Json } from '../api/json';
import { fetchQueue, pushToQueue, type QueueHead } from '../api/launch';
import { go, pathTo } from '../app/router';
import { t } from '../text/text';
import { action } from '../ui/action';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';
import { SelectField } from '../ui/SelectField';
import { TextField } from '../ui/TextField';
import { ConfigFields } from './ConfigFields';
import { changedNames, configOf, readField } from './configForm';
import { priorityName } from './ItemTable';
import { jobAddress } from './jobAddress';
import type { LaunchSource } from './launchSource';
import { TemplateFields, valuesOf } from './TemplateFields';

/** Where a job is to run and with which values. */
export const LaunchForm = defineComponent<{ entity: string; project: string; source: LaunchSource; queues: readonly QueueHead[] }>(
  (props) => {
    const { entity, project, source, queues } = props;
    const fields = shallowRef(source.fields);
    const colon = source.job.lastIndexOf(':');
    const job = source.job.slice(0, colon);
    const version = ref(source.job.slice(colon + 1));
    const fitting = queues.find((queue) => queue.name === source.queue) ?? queues.find((queue) => queue.state === 'ACTIVE') ?? queues[0];
    const queueName = ref(fitting?.name ?? '');
    const priority = ref(String(source.priority ?? 2));
    const name = ref('');
    const args = ref(source.args);
    const template = ref<{ [name: string]: string }>({});
    const queue = resource(() => ({ entity, project, queue: queueName.value }), fetchQueue);
    const hasTried = ref(false);
    const faults = computed(() => fields.value.filter((field) => {
      const reading = readField(field);
      return reading !== null && 'fault' in reading;
    }).length); // prettier-ignore
    const changed = computed(() => changedNames(source.fields, fields.value));

    const launch = action(async () => {
      hasTried.value = true;
      const config = configOf(fields.value);
      const target = queue.value.value;
      if (!config || !target) return;
      const values = valuesOf(target.variables, template.value);
      if (!values) return;
      const words = args.value.trim() ? args.value.trim().split(/\s+/) : null;
      const overrides: { [key: string]: Json } = { run_config: config, ...(words ? { args: words } : {}) };
      const spec = {
        entity, project, job: `${job}:${version.value}`, docker: {}, git: {}, overrides,
        ...(name.value.trim() ? { name: name.value.trim() } : {}), ...(target.resource ? { resource: target.resource } : {}),
      }; // prettier-ignore
      const item = await pushToQueue(target.id, spec, target.prioritizationMode === 'V0' ? Number(priority.value) : null, values);
      go(pathTo(entity, project, 'queues', target.name, 'items', item));
    });

    function state(): VNode | false {
      const chosen = queues.find((one) => one.name === queueName.value);
      if (!chosen || chosen.state === 'ACTIVE') return false;
      return h('p', { class: 'field-hint' }, t(chosen.state === 'PAUSED' ? 'queue.pause.text' : 'queue.drain.text'));
    }

    return () => {
      const target = queue.value.value;
      const known = queues.map((one) => [one.name, one.resource ? `${one.name} (${one.resource})` : one.name] as const);
      const address = jobAddress(source.job);
      return h('form', { class: 'page launch-form', novalidate: true, onSubmit: (event: Event) => (event.preventDefault(), void launch.start()) }, [
        h('header', { class: 'page-head' }, [h('h1', null, source.from ? t('launch.again') : t('launch.start.one', { name: job.split('/').pop() ?? job }))]),
        h('p', { class: 'page-facts' }, [
          h('span', null, [t('item.job'), ' ', address ? h('a', { class: 'link', href: address }, job) : job]),
          source.from && h('span', null, [t('launch.valuesOf'), ' ', h('a', { class: 'link', href: pathTo(entity, project, 'runs', source.from.name) }, source.from.displayName)]),
        ]),
        h('div', { class: 'launch-columns' }, [
          h(ConfigFields, { fields: fields.value, initial: source.fields, onChange: (next) => (fields.value = next) }),
          h('section', { class: 'card launch-target' }, [
            h('h2', null, t('launch.where')),
            h(SelectField, { label: t('item.queue'), value: queueName.value, choices: known, onChange: (value) => (queueName.value = value) }),
            state(),
            target && target.variables.length > 0 && h(TemplateFields, { variables: target.variables, texts: template.value, hasTried: hasTried.value, onChange: (texts) => (template.value = texts) }),
            target?.prioritizationMode === 'V0' &&
              h(SelectField, { label: t('item.priority'), value: priority.value, choices: [0, 1, 2, 3].map((one) => [String(one), priorityName(one)] as const), onChange: (value) => (priority.value = value) }),
            source.versions.length > 1 &&
              h(SelectField, { label: t('launch.version'), value: version.value, choices: source.versions.map((one) => [one, one] as const), onChange: (value) => (version.value = value) }),
            h(TextField, { label: t('launch.name'), value: name.value, hint: t('launch.name.hint'), onInput: (text) => (name.value = text) }),
            h(TextField, { label: t('launch.args'), value: args.value, hint: t('launch.args.hint'), isCode: true, onInput: (text) => (args.value = text) }),
            h('p', { class: 'launch-changes', 'aria-live': 'polite' }, changed.value.length === 0 ? t('launch.noChanges') : [t('launch.changes', { n: changed.value.length }), ' ', h('b', null, changed.value.slice(0, 6).join(', '))]),
            hasTried.value && faults.value > 0 && h(Problem, { error: t('launch.faults', { n: faults.value }) }),
            h(Problem, { error: launch.error.value }),
            h('button', { type: 'submit', class: 'button primary', disabled: launch.isBusy.value || !target }, [h(Icon, { name: 'rocket' }), t('launch.start')]),
          ]),
        ]),
      ]);
    };
  },
  { name: 'LaunchForm', props: ['entity', 'project', 'source', 'queues'] },
);

