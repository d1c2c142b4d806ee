import { computed, defineComponent, h, ref, shallowRef, watch, type VNode } from 'vue';
import { formatBytes, formatCount } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { Icon } from '../ui/Icon';
import { SearchField } from '../ui/SearchField';
import { matcher } from '../workspace/sections';
import { FilePreview } from './FilePreview';
import { listFolder } from './fileTree';

/** A file that can be shown and got. */
export interface ShownFile {
  readonly name: string;
  readonly sizeBytes: number | string;
  readonly mimetype: string | null;
  readonly updatedAt: string | null;
  /** Null when it lies elsewhere. */
  readonly address: string | null;
}

const MANY = 12;
const ROWS = 500;

/** Files in their folders, with a search over all of them and a preview of the chosen one. */
export const FileBrowser = defineComponent<{ files: readonly ShownFile[] }>(
  (props) => {
    const path = ref('');
    const query = ref('');
    const limit = ref(ROWS);
    const chosen = shallowRef<ShownFile | null>(null);
    watch(() => [path.value, query.value], () => (limit.value = ROWS)); // prettier-ignore
    const listing = computed(() => {
      if (!query.value) return listFolder(props.files, path.value);
      const matches = matcher(query.value);
      return { folders: [], files: props.files.filter((file) => matches(file.name)) };
    });
    const shownName = (file: ShownFile): string => (query.value ? file.name : file.name.slice(path.value ? path.value.length + 1 : 0));

    function crumbs(): VNode {
      const parts = path.value ? path.value.split('/') : [];
      const step = (label: string, to: string): VNode =>
        h('button', { key: to, type: 'button', class: 'folder-step', 'aria-current': to === path.value ? 'location' : undefined, onClick: () => (path.value = to) }, label);
      return h('nav', { class: 'folder-path', 'aria-label': t('files.folder') }, [
        step(t('files.root'), ''),
        ...parts.map((part, index) => step(part, parts.slice(0, index + 1).join('/'))),
      ]);
    }

    function fileRow(file: ShownFile): VNode {
      return h('tr', { key: file.name, class: file === chosen.value ? 'current' : '' }, [
        h('td', null, [
          h('button', { type: 'button', class: 'file-name', 'aria-pressed': file === chosen.value, onClick: () => (chosen.value = file === chosen.value ? null : file) }, [
            h(Icon, { name: file.address ? 'file' : 'link' }), shownName(file),
          ]),
        ]),
        h('td', { class: 'number' }, formatBytes(Number(file.sizeBytes))),
        h('td', { class: 'faint' }, [ago(file.updatedAt)]),
        h('td', { class: 'actions' }, [
          file.address &&
            h('a', { class: 'icon-button', href: file.address, download: file.name.split('/').pop(), title: t('files.download', { name: file.name }), 'aria-label': t('files.download', { name: file.name }) }, [
              h(Icon, { name: 'download' }),
            ]),
        ]),
      ]); // prettier-ignore
    }

    return () => {
      const { folders, files } = listing.value;
      return h('div', { class: ['files', chosen.value && 'with-preview'] }, [
        h('div', { class: 'card file-list' }, [
          h('div', { class: 'file-bar' }, [
            crumbs(),
            props.files.length > MANY && h(SearchField, { value: query.value, label: t('files.search'), onInput: (text) => (query.value = text) }),
          ]),
          h('table', null, [
            h('thead', null, [
              h('tr', null, [
                h('th', null, t('files.name')), h('th', { class: 'number' }, t('files.size')), h('th', null, t('files.updated')),
                h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]),
              ]),
            ]), // prettier-ignore
            h('tbody', null, [
              ...folders.map((folder) =>
                h('tr', { key: `${folder.path}/` }, [
                  h('td', null, [h('button', { type: 'button', class: 'file-name', onClick: () => (path.value = folder.path) }, [h(Icon, { name: 'folder' }), `${folder.name}/`])]),
                  h('td', { class: 'number' }, formatBytes(folder.bytes)),
                  h('td', { class: 'faint' }, t('files.count', { n: folder.files })),
                  h('td', null),
                ]),
              ),
              ...files.slice(0, limit.value).map(fileRow),
            ]),
          ]),
          files.length > limit.value &&
            h('button', { type: 'button', class: 'button more', onClick: () => (limit.value += ROWS) }, t('files.more', { n: formatCount(files.length - limit.value) })),
        ]),
        chosen.value && h(FilePreview, { key: chosen.value.name, file: chosen.value }),
      ]);
    };
  },
  { name: 'FileBrowser', props: ['files'] },
);
