import '../app/shared';
import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { deleteArtifact, fetchVersion, fetchVersions, type Version } from '../api/artifacts';
import { members } from '../api/json';
import { go, pathTo } from '../app/router';
import { formatBytes, formatCount } from '../format/numbers';
import { KeyValues } from '../run/KeyValues';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { ConfirmButton } from '../ui/ConfirmButton';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { ErrorNotice, NotFound } from '../ui/Notice';
import { resource } from '../ui/resource';
import { VersionFiles } from './VersionFiles';
import { VersionLineage } from './VersionLineage';
import { VersionList } from './VersionList';
import { VersionOverview } from './VersionOverview';

export type ArtifactTab = 'overview' | 'metadata' | 'files' | 'lineage';
const tabs: readonly (readonly [ArtifactTab, IconName])[] = [
  ['overview', 'info'],
  ['metadata', 'jobs'],
  ['files', 'folder'],
  ['lineage', 'branch'],
];
export const artifactTabOf = (word: string | undefined): ArtifactTab => tabs.find(([tab]) => tab === word)?.[0] ?? 'overview';

const PAGE = 100;

/** One version beside its fellows. */
export const VersionPage = defineComponent<{ entity: string; project: string; type: string; collection: string; version: string; tab: string }>(
  (props) => {
    const at = computed(() => ({ entity: props.entity, project: props.project, collection: props.collection }));
    const first = ref(PAGE);
    const list = resource(() => ({ ...at.value, first: first.value }), fetchVersions);
    const version = resource(() => ({ ...at.value, version: props.version }), fetchVersion);
    const changed = (): void => {
      version.reload();
      list.reload();
    };
    const address = (one: string, tab: string = props.tab): string =>
      pathTo(props.entity, props.project, 'artifacts', props.type, props.collection, one, ...(tab === 'overview' ? [] : [tab]));

    function body(found: Version): VNode {
      switch (artifactTabOf(props.tab)) {
        case 'overview':
          return h(VersionOverview, { at: at.value, version: found, onChange: changed });
        case 'metadata':
          return h(KeyValues, { title: t('artifact.metadata'), values: members(found.metadata), nothing: t('artifact.noMetadata') });
        case 'files':
          return h(VersionFiles, { key: found.id, version: found });
        case 'lineage':
          return h(VersionLineage, { key: found.id, entity: props.entity, project: props.project, version: found });
      }
    }

    function detail(found: Version): VNode {
      return h('div', { class: 'version' }, [
        h('header', { class: 'page-head' }, [
          h('h1', null, [props.collection, h('span', { class: 'version-number' }, found.version)]),
          h('span', { class: 'tag plain' }, found.type),
          ...found.aliases.map((alias) => h('span', { class: 'tag', key: alias }, alias)),
          h('span', { class: 'spacer' }),
          h(ConfirmButton, {
            label: t('app.delete'), title: t('artifact.delete', { name: `${props.collection}:${found.version}` }), text: t('artifact.delete.text'),
            onConfirm: async () => {
              await deleteArtifact(found.id);
              go(pathTo(props.entity, props.project, 'artifacts', props.type, props.collection));
              list.reload();
            },
          }), // prettier-ignore
        ]),
        h('p', { class: 'page-facts' }, [
          h('span', null, formatBytes(found.size)),
          h('span', null, t('files.count', { n: found.fileCount })),
          h('span', null, [ago(found.createdAt)]),
        ]),
        h('nav', { class: 'tabs flat', 'aria-label': props.collection }, tabs.map(([tab, icon]) =>
          h('a', { key: tab, href: address(props.version, tab), class: tab === props.tab ? 'current' : '', 'aria-current': tab === props.tab ? 'page' : undefined },
            [h(Icon, { name: icon }), t(`artifact.${tab}`)]),
        )), // prettier-ignore
        h('div', { class: 'version-body' }, [body(found)]),
      ]);
    }

    return () => {
      const found = version.value.value;
      const versions = list.value.value;
      if (found === null && !versions) return list.value.value === null ? h(NotFound, {}) : h('div', { class: 'page-loading' });
      if (found === undefined && version.error.value) return h(ErrorNotice, { error: version.error.value, onRetry: () => version.reload() });
      return h('div', { class: 'artifact' }, [
        versions && h(VersionList, {
          list: versions, current: found?.version ?? props.version, address: (one: string) => address(one), total: formatCount(versions.collection.versions),
          onMore: () => (first.value += PAGE),
        }), // prettier-ignore
        h('div', { class: 'artifact-detail' }, [found === null ? h(NotFound, {}) : fetched(version, detail)]),
      ]);
    };
  },
  { name: 'VersionPage', props: ['entity', 'project', 'type', 'collection', 'version', 'tab'] },
);
