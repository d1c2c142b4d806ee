import { defineComponent, h } from 'vue';
import { fetchFiles } from '../api/run';
import { FileBrowser } from '../files/FileBrowser';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { fileAddress } from './fileAddress';

/** The files that a run saved. */
export const FilesTab = defineComponent<{ entity: string; project: string; run: string }>(
  (props) => {
    const at = { entity: props.entity, project: props.project, run: props.run };
    const files = resource(
      () => at,
      async (asked, signal) => (await fetchFiles(asked, signal)).map((file) => ({ ...file, address: fileAddress(asked, file.name) })),
    );
    return () =>
      fetched(files, (list) =>
        list.length === 0 ? h(Notice, { title: t('files.empty'), text: t('files.empty.text'), icon: 'folder' }) : h(FileBrowser, { files: list }),
      );
  },
  { name: 'FilesTab', props: ['entity', 'project', 'run'] },
);
