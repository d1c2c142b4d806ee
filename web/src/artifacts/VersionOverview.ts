import { defineComponent, h, type Child } from 'vue';
import { addAlias, removeAlias, updateArtifact, type RunRef, type Version } from '../api/artifacts';
import { pathTo } from '../app/router';
import { formatBytes, formatCount } from '../format/numbers';
import { formatDate, formatDuration } from '../format/times';
import { language, t } from '../text/text';
import { EditableText } from '../ui/EditableText';
import { facts } from '../ui/facts';
import { Snippet } from '../ui/Snippet';
import { StateBadge } from '../ui/StateBadge';
import { TagEditor } from '../ui/TagEditor';

/** What a version is, who made it, who uses it, and how to get it. */
export const VersionOverview = defineComponent<{
  at: { entity: string; project: string; collection: string };
  version: Version;
  onChange: () => void;
}>(
  (props) => {
    const change = async (work: Promise<void>): Promise<void> => {
      await work;
      props.onChange();
    };
    return () => {
      const { at, version } = props;
      const path = `${at.entity}/${at.project}/${at.collection}:${version.version}`;
      return h('div', { class: 'stack' }, [
        h('section', { class: 'card' }, [
          h(EditableText, {
            label: t('artifact.description'), value: version.description ?? '', lines: 3, placeholder: t('artifact.noDescription'),
            onSave: (description) => change(updateArtifact(version.id, { description })),
          }), // prettier-ignore
          facts([
            [t('artifact.aliases'), h(TagEditor, {
              key: `aliases ${version.id}`, label: t('artifact.aliases'), tags: version.aliases,
              onAdd: (alias) => change(addAlias(version.id, at, alias)), onRemove: (alias) => change(removeAlias(version.id, at, alias)),
            })],
            [t('artifact.tags'), h(TagEditor, {
              key: `tags ${version.id}`, label: t('artifact.tags'), tags: version.tags,
              onAdd: (tag) => change(updateArtifact(version.id, { tagsToAdd: [tag] })), onRemove: (tag) => change(updateArtifact(version.id, { tagsToDelete: [tag] })),
            })],
            [t('item.created'), formatDate(version.createdAt, language.value)],
            [t('artifact.maker'), version.maker ? runLink(version.maker) : version.makerName],
            [t('artifact.size'), formatBytes(version.size)],
            [t('run.files'), formatCount(version.fileCount)],
            [t('artifact.kept'), version.ttlSeconds > 0 ? formatDuration(version.ttlSeconds) : t('artifact.keptForEver')],
            [t('artifact.digest'), h('code', null, version.digest)],
          ]), // prettier-ignore
        ]),
        h('section', { class: 'card' }, [
          h('h2', null, t('artifact.use')),
          h(Snippet, { text: `artifact = run.use_artifact("${path}")\nfolder = artifact.download()` }),
        ]),
        h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, [t('artifact.users'), h('span', { class: 'count' }, formatCount(version.users.length))]),
          version.users.length === 0
            ? h('p', { class: 'faint card-text' }, t('artifact.noUsers'))
            : h('table', null, [h('tbody', null, version.users.slice(0, 200).map((run) => h('tr', { key: `${run.project}/${run.name}` }, [
                h('td', null, [runLink(run)]), h('td', null, [h(StateBadge, { state: run.state })]), h('td', { class: 'faint' }, run.jobType ?? ''),
              ])))]), // prettier-ignore
        ]),
      ]);
    };
  },
  { name: 'VersionOverview', props: ['at', 'version', 'onChange'] },
);

const runLink = (run: RunRef): Child => h('a', { class: 'link', href: pathTo(run.entity, run.project, 'runs', run.name) }, run.displayName);
