import { defineComponent, h, type VNode } from 'vue';
import { graphql, nodesOf, type Page } from '../api/graphql';
import { pathTo } from '../app/router';
import { viewer } from '../app/session';
import { formatAgo } from '../format/times';
import { t } from '../text/text';
import { ErrorNotice, Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { loggingLines, Snippet } from '../ui/Snippet';
import { ProjectCard, type ProjectHead } from './ProjectCard';
import { StateBadge } from '../ui/StateBadge';

const PROJECTS = `
query Projects($entity: String!) {
  models(entityName: $entity, first: 200) {
    edges { node {
      name entityName createdAt runCount
      running: runCount(filters: "{\\"state\\": \\"running\\"}")
      runs(first: 5, order: "-created_at") {
        edges { node { name displayName state createdAt heartbeatAt } }
        pageInfo { endCursor hasNextPage }
      }
    } }
    pageInfo { endCursor hasNextPage }
  }
}`;

const RECENT = 12;

/** The projects of the signed-in person and their teams, or of one entity, and the newest runs among them. */
export const HomePage = defineComponent<{ entity?: string }>(
  (props) => {
    const projects = resource(
      () => (props.entity ? [props.entity] : viewer.value ? [viewer.value.entity, ...viewer.value.teams] : null),
      async (entities, signal) => {
        const ask = [...new Set(entities)].map((entity) => graphql<{ models: Page<ProjectHead> | null }>(PROJECTS, { entity }, signal));
        return (await Promise.all(ask)).flatMap((answer) => nodesOf(answer.models)).sort(byActivity);
      },
    );
    return () => {
      const found = projects.value.value;
      if (!found) {
        const error = projects.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => projects.reload() }) : h('div', { class: 'page-loading' });
      }
      if (found.length === 0) {
        return h(Notice, { title: t('home.noProjects'), text: t('home.noProjects.text'), icon: 'folder' }, () => [
          h(Snippet, { text: loggingLines('first-project') }),
        ]);
      }
      return h('div', { class: 'home' }, [
        h('section', null, [
          h('h1', null, props.entity ? t('home.of', { name: props.entity }) : t('home.projects')),
          h('div', { class: 'project-grid' }, found.map((project) => h(ProjectCard, { key: `${project.entityName}/${project.name}`, project }))),
        ]),
        h('section', null, [h('h2', null, t('home.recent')), h('ul', { class: 'recent-runs' }, recent(found))]),
      ]);
    };
  },
  { name: 'HomePage', props: ['entity'] },
);

const activity = (project: ProjectHead): string => nodesOf(project.runs)[0]?.createdAt ?? project.createdAt;
const byActivity = (a: ProjectHead, b: ProjectHead): number => activity(b).localeCompare(activity(a));

function recent(projects: readonly ProjectHead[]): VNode[] {
  return projects
    .flatMap((project) => nodesOf(project.runs).map((run) => ({ project, run })))
    .sort((a, b) => b.run.createdAt.localeCompare(a.run.createdAt))
    .slice(0, RECENT)
    .map(({ project, run }) =>
      h('li', { key: `${project.entityName}/${project.name}/${run.name}` }, [
        h(StateBadge, { state: run.state, compact: true }),
        h('span', { class: 'recent-names' }, [
          h('a', { href: pathTo(project.entityName, project.name, 'runs', run.name) }, run.displayName),
          h('a', { class: 'faint', href: pathTo(project.entityName, project.name) }, project.name),
        ]),
        h('time', { class: 'faint', datetime: run.createdAt }, formatAgo(run.createdAt, Date.now())),
      ]),
    );
}
