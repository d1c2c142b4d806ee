import { defineComponent, h } from 'vue';
import type { VersionList as Versions } from '../api/artifacts';
import { formatBytes } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';

/** The versions of a collection, the newest first, with their aliases. */
export const VersionList = defineComponent<{
  list: Versions;
  current: string;
  total: string;
  address: (version: string) => string;
  onMore: () => void;
}>(
  (props) => () =>
    h('nav', { class: 'versions', 'aria-label': t('artifact.versions') }, [
      h('h2', null, [t('artifact.versions'), h('span', { class: 'count' }, props.total)]),
      h('ol', null, props.list.versions.map((one) =>
        h('li', { key: one.id }, [
          h('a', { href: props.address(one.version), class: one.version === props.current ? 'current' : '', 'aria-current': one.version === props.current ? 'page' : undefined }, [
            h('span', { class: 'version-line' }, [h('b', null, one.version), ...one.aliases.map((alias) => h('span', { class: 'tag', key: alias }, alias))]),
            h('span', { class: 'version-facts' }, [formatBytes(one.size), ' · ', ago(one.createdAt)]),
          ]),
        ]),
      )), // prettier-ignore
      props.list.hasMore && h('button', { type: 'button', class: 'button more', onClick: props.onMore }, t('app.more')),
    ]),
  { name: 'VersionList', props: ['list', 'current', 'total', 'address', 'onMore'] },
);
