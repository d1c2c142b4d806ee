import { defineComponent, h, shallowRef } from 'vue';
import { fetchFiles, type RunFile } from '../api/run';
import { formatBytes } from '../format/numbers';
import { formatAgo } from '../format/times';
import { language, t } from '../text/text';
import { Icon } from '../ui/Icon';
import { ErrorNotice, Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { FilePreview } from './FilePreview';

/** The files that a run saved, with a preview of the chosen one. */
export const FilesTab = defineComponent<{ entity: string; project: string; run: string }>(
  (props) => {
    const { entity, project, run } = props;
    const files = resource(() => ({ entity, project, run }), fetchFiles);
    const chosen = shallowRef<RunFile | null>(null);
    const address = (file: RunFile): string =>
      `/files/${[entity, project, run, ...file.name.split('/')].map(encodeURIComponent).join('/')}`;
    return () => {
      const list = files.value.value;
      if (!list) {
        const error = files.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => files.reload() }) : h('div', { class: 'page-loading' });
      }
      if (list.length === 0) return h(Notice, { title: t('files.empty'), text: t('files.empty.text'), icon: 'folder' });
      const now = Date.now();
      return h('div', { class: ['files', chosen.value && 'with-preview'] }, [
        h('div', { class: 'card file-list' }, [
          h('table', null, [
            h('thead', null, [
              h('tr', null, [h('th', null, t('files.name')), h('th', { class: 'number' }, t('files.size')), h('th', null, t('files.updated')), h('th')]),
            ]),
            h('tbody', null, list.map((file) =>
              h('tr', { key: file.name, class: file === chosen.value ? 'current' : '' }, [
                h('td', null, [
                  h('button', { type: 'button', class: 'file-name', onClick: () => (chosen.value = file) }, [h(Icon, { name: 'file' }), file.name]),
                ]),
                h('td', { class: 'number' }, formatBytes(Number(file.sizeBytes))),
                h('td', { class: 'faint' }, file.updatedAt ? formatAgo(file.updatedAt, now, language.value) : ''),
                h('td', { class: 'actions' }, [
                  h('a', { class: 'icon-button', href: address(file), download: '', 'aria-label': t('files.download', { name: file.name }) }, [
                    h(Icon, { name: 'download' }),
                  ]),
                ]),
              ]),
            )), // prettier-ignore
          ]),
        ]),
        chosen.value && h(FilePreview, { key: chosen.value.name, file: chosen.value, address: address(chosen.value) }),
      ]);
    };
  },
  { name: 'FilesTab', props: ['entity', 'project', 'run'] },
);
