import { defineComponent, h, type VNode } from 'vue';
import { fetchRunArtifacts, type ArtifactRef } from '../api/artifacts';
import { pathTo } from '../app/router';
import { formatBytes, formatCount } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { resource } from '../ui/resource';

/** The versions that a run used and those that it made. */
export const ArtifactsTab = defineComponent<{ entity: string; project: string; run: string }>(
  (props) => {
    const artifacts = resource(() => ({ entity: props.entity, project: props.project, run: props.run }), fetchRunArtifacts);

    function row(one: ArtifactRef): VNode {
      const isForeign = one.entity !== props.entity || one.project !== props.project;
      return h('tr', { key: one.id }, [
        h('td', null, [
          h('a', { class: 'record-name', href: pathTo(one.entity, one.project, 'artifacts', one.type, one.collection, one.version) }, [
            h(Icon, { name: 'package' }), `${one.collection}:${one.version}`,
          ]),
          isForeign && h('span', { class: 'faint' }, ` ${one.entity}/${one.project}`),
        ]),
        h('td', null, [h('span', { class: 'tag plain' }, one.type)]),
        h('td', { class: 'number' }, formatBytes(one.size)),
        h('td', { class: 'number' }, formatCount(one.fileCount)),
        h('td', { class: 'faint' }, [ago(one.createdAt)]),
      ]); // prettier-ignore
    }
    const table = (title: string, list: readonly ArtifactRef[]): VNode | false =>
      list.length > 0 &&
      h('section', { class: 'card records', tabindex: 0 }, [
        h('h2', { class: 'card-title' }, [title, h('span', { class: 'count' }, formatCount(list.length))]),
        h('table', null, [
          h('thead', null, [
            h('tr', null, [
              h('th', null, t('files.name')), h('th', null, t('artifact.type')), h('th', { class: 'number' }, t('artifact.size')),
              h('th', { class: 'number' }, t('run.files')), h('th', null, t('item.created')),
            ]),
          ]), // prettier-ignore
          h('tbody', null, list.map(row)),
        ]),
      ]);
    return () =>
      fetched(artifacts, ({ used, made }) => {
        const shown = made.filter((one) => !one.type.startsWith('wandb-'));
        if (used.length + shown.length === 0) return h(Notice, { title: t('run.artifacts.none'), text: t('run.artifacts.none.text'), icon: 'package' });
        return h('div', { class: 'overview' }, [table(t('run.artifacts.made'), shown), table(t('run.artifacts.used'), used)]);
      });
  },
  { name: 'ArtifactsTab', props: ['entity', 'project', 'run'] },
);
