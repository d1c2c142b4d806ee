import { defineComponent, h, ref } from 'vue';
import { fetchArtifactFiles, type Version } from '../api/artifacts';
import { FileBrowser } from '../files/FileBrowser';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { Notice } from '../ui/Notice';
import { resource } from '../ui/resource';

const PAGE = 5_000;

/** The files of a version. */
export const VersionFiles = defineComponent<{ version: Version }>(
  (props) => {
    const first = ref(PAGE);
    const files = resource(() => ({ id: props.version.id, first: first.value }), fetchArtifactFiles);
    return () =>
      fetched(files, (page) => {
        if (page.files.length === 0) return h(Notice, { title: t('files.empty'), text: t('artifact.noFiles'), icon: 'folder' });
        return h('div', null, [
          h(FileBrowser, { files: page.files }),
          page.files.length < page.total &&
            h('button', { type: 'button', class: 'button more', disabled: files.isLoading.value, onClick: () => (first.value += PAGE) }, t('files.more', { n: page.total - page.files.length })),
        ]);
      });
  },
  { name: 'VersionFiles', props: ['version'] },
);
