import { defineComponent, h, ref, watch, type VNode } from 'vue';
import { FilePreview } from '../files/FilePreview';
import { codeKey, codeKinds, fetchRunCode, type CodeFile } from '../files/runCode';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { Snippet } from '../ui/Snippet';

/** The code that a run was made with: what differs from its commit, its files, its packages. */
export const CodeTab = defineComponent<{ entity: string; project: string; run: string; readOnly: boolean }>(
  (props) => {
    const at = { entity: props.entity, project: props.project, run: props.run };
    const chosen = ref<string | null>(null);
    const code = resource(() => at, fetchRunCode);
    watch(() => code.value.value, (files) => (chosen.value ??= files?.[0] ? codeKey(files.find((file) => file.kind === 'diff') ?? files[0]) : null)); // prettier-ignore

    const group = (files: readonly CodeFile[], kind: CodeFile['kind']): (VNode | false)[] => {
      const some = files.filter((file) => file.kind === kind);
      return [
        some.length > 0 && h('h2', { key: kind }, t(`run.code.${kind}`)),
        ...some.map((file) =>
          h('button', {
            key: codeKey(file), type: 'button', class: ['code-file', chosen.value === codeKey(file) && 'current'], 'aria-pressed': chosen.value === codeKey(file),
            onClick: () => (chosen.value = codeKey(file)),
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
        const shown = files.find((file) => codeKey(file) === chosen.value);
        return h('div', { class: 'code-tab' }, [
          h('nav', { class: 'card code-files', 'aria-label': t('run.code') }, codeKinds.flatMap((kind) => group(files, kind))),
          shown && h(FilePreview, { key: codeKey(shown), file: shown }),
        ]);
      });
  },
  { name: 'CodeTab', props: ['entity', 'project', 'run', 'readOnly'] },
);
