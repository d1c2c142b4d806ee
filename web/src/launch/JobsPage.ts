import '../app/shared';
import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { fetchCollections, type Collection } from '../api/artifacts';
import { pathTo } from '../app/router';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { SearchField } from '../ui/SearchField';
import { Snippet } from '../ui/Snippet';
import { matcher } from '../workspace/sections';

/** The jobs of a project: what can be run again. */
export const JobsPage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const jobs = resource(() => ({ entity: props.entity, project: props.project, type: 'job' }), fetchCollections);
    const query = ref('');
    const shown = computed(() => (jobs.value.value ?? []).filter((job) => matcher(query.value)(job.name)));
    const make = (): string =>
      `roost job create code . --entry-point "python train.py" --project ${props.project} --name train\n` +
      `wandb job create code . --entry-point "python train.py" --project ${props.project} --entity ${props.entity}`;

    function row(job: Collection): VNode {
      const launch = `${pathTo(props.entity, props.project, 'launch')}?job=${encodeURIComponent(`${job.name}:latest`)}`;
      return h('tr', { key: job.id }, [
        h('td', null, [h('a', { class: 'record-name', href: pathTo(props.entity, props.project, 'jobs', job.name) }, job.name)]),
        h('td', { class: 'faint wide' }, job.description ?? ''),
        h('td', { class: 'number' }, formatCount(job.versions)),
        h('td', { class: 'faint' }, [ago(job.updatedAt ?? job.createdAt)]),
        h('td', { class: 'actions' }, [h('a', { class: 'button small', href: launch, 'aria-label': t('launch.start.one', { name: job.name }) }, [h(Icon, { name: 'rocket' }), t('launch.start')])]),
      ]);
    }

    return () =>
      fetched(jobs, (all) =>
        h('div', { class: 'page' }, [
          h('header', { class: 'page-head' }, [
            h('h1', null, [t('job.title'), h('span', { class: 'count' }, formatCount(all.length))]),
            h('span', { class: 'spacer' }),
            all.length > 8 && h(SearchField, { value: query.value, label: t('job.search'), onInput: (text) => (query.value = text) }),
          ]),
          all.length === 0
            ? h(Notice, { title: t('job.none'), text: t('job.none.text'), icon: 'jobs' }, () => [h(Snippet, { text: make() })])
            : h('div', { class: 'card records', tabindex: 0, role: 'region', 'aria-label': t('job.title') }, [
                h('table', null, [
                  h('thead', null, [
                    h('tr', null, [
                      h('th', null, t('queue.name')), h('th', null, t('artifact.description')), h('th', { class: 'number' }, t('artifact.versions')),
                      h('th', null, t('files.updated')), h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]),
                    ]),
                  ]), // prettier-ignore
                  h('tbody', null, shown.value.map(row)),
                ]),
              ]),
        ]),
      );
  },
  { name: 'JobsPage', props: ['entity', 'project'] },
);
