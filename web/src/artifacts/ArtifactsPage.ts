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

const ROWS = 300;
const MAKE = [
  'artifact = wandb.Artifact("digits", type="dataset")',
  'artifact.add_dir("data")',
  'run.log_artifact(artifact)',
].join('\n');

/** The collections of a project, by type. */
export const ArtifactsPage = defineComponent<{ entity: string; project: string; type: string | null }>(
  (props) => {
    const all = resource(() => ({ entity: props.entity, project: props.project }), fetchCollections);
    const query = ref('');
    const types = computed(() => {
      const counts = new Map<string, number>();
      for (const one of all.value.value ?? []) counts.set(one.type, (counts.get(one.type) ?? 0) + 1);
      return [...counts].sort(([a], [b]) => a.localeCompare(b));
    });
    const shown = computed(() => {
      const matches = matcher(query.value);
      return (all.value.value ?? []).filter((one) => (props.type === null || one.type === props.type) && matches(one.name));
    });

    function row(one: Collection): VNode {
      return h('tr', { key: one.id }, [
        h('td', null, [
          h('a', { class: 'record-name', href: pathTo(props.entity, props.project, 'artifacts', one.type, one.name) }, [
            h(Icon, { name: one.kind === 'ArtifactPortfolio' ? 'layers' : 'package' }), one.name,
          ]),
        ]),
        h('td', null, [h('a', { class: 'tag plain', href: pathTo(props.entity, props.project, 'artifacts', one.type) }, one.type)]),
        h('td', { class: 'faint wide' }, one.description ?? ''),
        h('td', { class: 'number' }, formatCount(one.versions)),
        h('td', { class: 'faint' }, [ago(one.updatedAt ?? one.createdAt)]),
      ]); // prettier-ignore
    }
    const typeLink = (type: string | null, count: number): VNode => {
      const isCurrent = props.type === type;
      const href = type === null ? pathTo(props.entity, props.project, 'artifacts') : pathTo(props.entity, props.project, 'artifacts', type);
      return h('a', { key: type ?? '', href, class: ['chip', isCurrent && 'current'], 'aria-current': isCurrent ? 'page' : undefined }, [
        type ?? t('artifact.allTypes'), h('span', { class: 'count' }, formatCount(count)),
      ]); // prettier-ignore
    };

    return () =>
      fetched(all, (list) =>
        h('div', { class: 'page' }, [
          h('header', { class: 'page-head' }, [
            h('h1', null, t('artifact.title')),
            h('span', { class: 'spacer' }),
            list.length > 0 && h(SearchField, { value: query.value, label: t('artifact.search'), onInput: (text) => (query.value = text) }),
          ]),
          list.length === 0
            ? h(Notice, { title: t('artifact.none'), text: t('artifact.none.text'), icon: 'package' }, () => [h(Snippet, { text: MAKE })])
            : [
                h('nav', { class: 'chips', 'aria-label': t('artifact.type') }, [typeLink(null, list.length), ...types.value.map(([type, count]) => typeLink(type, count))]),
                shown.value.length === 0
                  ? h(Notice, { title: t('artifact.noMatch'), icon: 'search' })
                  : h('div', { class: 'card records', tabindex: 0, role: 'region', 'aria-label': t('artifact.title') }, [
                      h('table', null, [
                        h('thead', null, [
                          h('tr', null, [
                            h('th', null, t('files.name')), h('th', null, t('artifact.type')), h('th', null, t('artifact.description')),
                            h('th', { class: 'number' }, t('artifact.versions')), h('th', null, t('files.updated')),
                          ]),
                        ]), // prettier-ignore
                        h('tbody', null, shown.value.slice(0, ROWS).map(row)),
                      ]),
                    ]),
              ],
        ]),
      );
  },
  { name: 'ArtifactsPage', props: ['entity', 'project', 'type'] },
);
