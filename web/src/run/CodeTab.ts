import { defineComponent, h, ref, watch, type VNode } from 'vue';
import { fetchArtifactFiles, fetchRunArtifacts } from '../api/artifacts';
import { fetchFiles } from '../api/run';
import type { ShownFile } from '../files/FileBrowser';
import { FilePreview } from '../files/FilePreview';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { Snippet } from '../ui/Snippet';
import { fileAddress } from './fileAddress';

interface CodeFile extends ShownFile {
  readonly kind: 'diff' | 'files' | 'artifact' | 'requirements';
}

const kinds = ['diff', 'files', 'artifact', 'requirements'] as const;

function kindOf(name: string): CodeFile['kind'] | null {
  if (/^diff(_[0-9a-f]+)?\.patch$|^upstream_diff_.*\.patch$/.test(name)) return 'diff';
  if (name.startsWith('code/')) return 'files';
  return name === 'requirements.txt' || name === 'conda-environment.yaml' ? 'requirements' : null;
}

/** The code that a run was made with: what differs from its commit, its files, its packages. */
export const CodeTab = defineComponent<{ entity: string; project: string; run: string; readOnly: boolean }>(
  (props) => {
    const at = { entity: props.entity, project: props.project, run: props.run };
    const chosen = ref<string | null>(null);
    const code = resource(
      () => at,
      async (asked, signal) => {
        const [files, artifacts] = await Promise.all([fetchFiles(asked, signal), fetchRunArtifacts(asked, signal)]);
        const own = files.flatMap((file): CodeFile[] => {
          const kind = kindOf(file.name);
          return kind ? [{ ...file, kind, address: fileAddress(asked, file.name) }] : [];
        });
        const saved = artifacts.made.find((one) => one.type === 'code') ?? artifacts.used.find((one) => one.type === 'code');
        const inside = saved ? (await fetchArtifactFiles({ id: saved.id, first: 500 }, signal)).files : [];
        return [...own, ...inside.map((file): CodeFile => ({ ...file, kind: 'artifact' }))];
      },
    );
    watch(() => code.value.value, (files) => (chosen.value ??= files?.[0] ? keyOf(files.find((file) => file.kind === 'diff') ?? files[0]) : null)); // prettier-ignore

    const keyOf = (file: CodeFile): string => `${file.kind} ${file.name}`;
    const group = (files: readonly CodeFile[], kind: CodeFile['kind']): (VNode | false)[] => {
      const some = files.filter((file) => file.kind === kind);
      return [
        some.length > 0 && h('h2', { key: kind }, t(`run.code.${kind}`)),
        ...some.map((file) =>
          h('button', {
            key: keyOf(file), type: 'button', class: ['code-file', chosen.value === keyOf(file) && 'current'], 'aria-pressed': chosen.value === keyOf(file),
            onClick: () => (chosen.value = keyOf(file)),
          }, [h(Icon, { name: kind === 'diff' ? 'branch' : 'file' }), file.name.replace(/^code\//, '')]),
        ),
      ]; // prettier-ignore
    };
    return () =>
      fetched(code, (files) => {
        if (files.length === 0) {
          return h(Notice, { title: t('run.code.none'), text: t('run.code.none.text'), icon: 'code' }, () => [
            h(Snippet, { text: 'run.log_code(".")' }),
            !props.readOnly && h('a', { class: 'button', href: '/settings' }, t('settings.title')),
          ]);
        }
        const shown = files.find((file) => keyOf(file) === chosen.value);
        return h('div', { class: 'code-tab' }, [
          h('nav', { class: 'card code-files', 'aria-label': t('run.code') }, kinds.flatMap((kind) => group(files, kind))),
          shown && h(FilePreview, { key: keyOf(shown), file: shown }),
        ]);
      });
  },
  { name: 'CodeTab', props: ['entity', 'project', 'run', 'readOnly'] },
);
