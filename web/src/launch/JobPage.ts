import '../app/shared';
import { computed, defineComponent, h, type VNode } from 'vue';
import { fetchJobDocument, fetchVersion, fetchVersions, type RunRef, type Version } from '../api/artifacts';
import { flatten, members, type Json } from '../api/json';
import { go, pathTo } from '../app/router';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { facts } from '../ui/facts';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { resource } from '../ui/resource';
import { Select } from '../ui/Select';
import { StateBadge } from '../ui/StateBadge';
import { fieldName, fieldsOfTypes } from './configForm';

/** A job: where its code comes from, what it takes, which runs it made. */
export const JobPage = defineComponent<{ entity: string; project: string; job: string; version: string }>(
  (props) => {
    const { entity, project } = props;
    const list = resource(() => ({ entity, project, collection: props.job, first: 200 }), fetchVersions);
    const version = resource(() => ({ entity, project, collection: props.job, version: props.version }), fetchVersion);
    const document = resource(() => version.value.value?.id ?? null, fetchJobDocument);
    const runs = computed(() => {
      const found = version.value.value;
      return found ? [...(found.maker ? [found.maker] : []), ...found.users] : [];
    });

    function head(found: Version): VNode {
      const versions = list.value.value?.versions ?? [];
      const choices = versions.map((one) => [one.version, [one.version, ...one.aliases].join(' · ')] as const);
      const launch = `${pathTo(entity, project, 'launch')}?job=${encodeURIComponent(`${props.job}:${found.version}`)}`;
      return h('header', { class: 'page-head' }, [
        h('h1', null, props.job),
        choices.length > 0 &&
          h(Select, { label: t('artifact.version'), value: found.version, choices, onChange: (value) => go(pathTo(entity, project, 'jobs', props.job, value)) }),
        h('span', { class: 'spacer' }),
        h('a', { class: 'button', href: pathTo(entity, project, 'artifacts', 'job', props.job, found.version, 'files') }, [h(Icon, { name: 'folder' }), t('run.files')]),
        h('a', { class: 'button primary', href: launch }, [h(Icon, { name: 'rocket' }), t('launch.start')]),
      ]);
    }

    function page(found: Version): VNode {
      const said = members(document.value.value ?? null);
      const source = members(said['source']);
      const inputs = fieldsOfTypes(said['input_types'] ?? null);
      const outputs = fieldsOfTypes(said['output_types'] ?? null);
      const types = (fields: typeof inputs): VNode =>
        fields.length === 0
          ? h('p', { class: 'faint' }, t('job.noTypes'))
          : h('table', null, [h('tbody', null, fields.map((field) => h('tr', { key: fieldName(field) }, [h('th', { scope: 'row' }, fieldName(field)), h('td', { class: 'faint' }, t(`job.kind.${field.kind}`))])))]);
      return h('div', { class: 'page' }, [
        head(found),
        found.description && h('p', { class: 'page-facts' }, found.description),
        h('section', { class: 'card' }, [
          facts([
            [t('job.source'), typeof said['source_type'] === 'string' && h('span', { class: 'tag plain' }, said['source_type'])],
            ...flatten(source).filter(([name]) => name !== 'artifact' && name !== 'entrypoint').map(([name, value]) => [t(`job.in`, { name }), plain(value)] as const),
            [t('job.runtime'), typeof said['runtime'] === 'string' ? said['runtime'] : null],
            [t('artifact.version'), found.version],
            [t('item.created'), ago(found.createdAt)],
            [t('job.entrypoint'), Array.isArray(source['entrypoint']) && h('code', { class: 'command' }, source['entrypoint'].map(String).join(' '))],
          ]),
        ]),
        h('div', { class: 'two-columns' }, [
          h('section', { class: 'card key-values' }, [h('header', null, [h('h2', null, [t('job.inputs'), h('span', { class: 'count' }, String(inputs.length))])]), types(inputs)]),
          h('section', { class: 'card key-values' }, [h('header', null, [h('h2', null, [t('job.outputs'), h('span', { class: 'count' }, String(outputs.length))])]), types(outputs)]),
        ]),
        h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, [t('job.runs'), h('span', { class: 'count' }, String(runs.value.length))]),
          runs.value.length === 0 ? h('p', { class: 'faint card-text' }, t('job.noRuns')) : h('table', null, [h('tbody', null, runs.value.map(runRow))]),
        ]),
      ]);
    }
    return () => fetched(version, page);
  },
  { name: 'JobPage', props: ['entity', 'project', 'job', 'version'] },
);

const plain = (value: Json): string | null => (value === null || value === '' || value === false ? null : typeof value === 'string' ? value : JSON.stringify(value));

function runRow(run: RunRef): VNode {
  return h('tr', { key: `${run.entity}/${run.project}/${run.name}` }, [
    h('td', null, [h('a', { class: 'record-name', href: pathTo(run.entity, run.project, 'runs', run.name) }, run.displayName)]),
    h('td', null, [h(StateBadge, { state: run.state })]),
    h('td', { class: 'faint' }, `${run.entity}/${run.project}`),
    h('td', { class: 'actions' }, [
      h('a', { class: 'button small', href: `${pathTo(run.entity, run.project, 'launch')}?run=${encodeURIComponent(run.name)}` }, t('launch.again')),
    ]),
  ]);
}
