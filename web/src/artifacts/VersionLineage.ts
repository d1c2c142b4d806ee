import { computed, defineComponent, h, type VNode } from 'vue';
import { fetchRunArtifacts, type ArtifactRef, type RunRef, type Version } from '../api/artifacts';
import { pathTo } from '../app/router';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { resource } from '../ui/resource';
import { layOut, NODE_HEIGHT, NODE_WIDTH, type LineageNode, type PlacedNode } from './lineageLayout';

/** At most so many runs that use a version are followed to what they made. */
const FOLLOWED = 8;
const SHOWN = 40;

/** What a version was made from, by which run, which runs use it and what they made of it. */
export const VersionLineage = defineComponent<{ entity: string; project: string; version: Version }>(
  (props) => {
    const around = resource(
      () => ({ maker: props.version.maker, users: props.version.users.slice(0, FOLLOWED) }),
      async ({ maker, users }, signal) => {
        const of = (run: RunRef): ReturnType<typeof fetchRunArtifacts> => fetchRunArtifacts({ entity: run.entity, project: run.project, run: run.name }, signal);
        const [before, ...after] = await Promise.all([maker ? of(maker) : Promise.resolve({ used: [], made: [] }), ...users.map(of)]);
        return { inputs: before?.used ?? [], outputs: users.map((run, index) => ({ run, made: after[index]?.made ?? [] })) };
      },
    );
    const layout = computed(() => {
      const found = around.value.value;
      if (!found) return null;
      const { version } = props;
      const centre: LineageNode = {
        id: version.id, kind: 'artifact', label: `${version.collection}:${version.version}`, detail: version.type, isCentre: true,
        href: pathTo(props.entity, props.project, 'artifacts', version.type, version.collection, version.version),
      }; // prettier-ignore
      const users = version.users.slice(0, SHOWN);
      const outputs = found.outputs.flatMap(({ made }) => made).filter((one) => one.id !== version.id && one.type !== 'wandb-history').slice(0, SHOWN);
      const links: [string, string][] = [];
      if (version.maker) {
        for (const input of found.inputs) links.push([input.id, runId(version.maker)]);
        links.push([runId(version.maker), version.id]);
      }
      for (const run of users) links.push([version.id, runId(run)]);
      for (const { run, made } of found.outputs) for (const one of made) links.push([runId(run), one.id]);
      const columns = [found.inputs.slice(0, SHOWN).map(artifactNode), version.maker ? [runNode(version.maker)] : [], [centre], users.map(runNode), outputs.map(artifactNode)];
      return layOut(columns, links);
    });

    return () =>
      fetched(around, () => {
        const drawn = layout.value;
        if (!drawn) return null;
        if (drawn.nodes.length === 1) return h('p', { class: 'card faint' }, t('artifact.noLineage'));
        const path = ([a, b]: readonly [PlacedNode, PlacedNode]): string => {
          const [x1, y1, x2, y2] = [a.x + NODE_WIDTH, a.y + NODE_HEIGHT / 2, b.x, b.y + NODE_HEIGHT / 2];
          return `M${x1} ${y1}C${x1 + 28} ${y1} ${x2 - 28} ${y2} ${x2} ${y2}`;
        };
        return h('div', { class: 'card lineage', tabindex: 0, role: 'region', 'aria-label': t('artifact.lineage') }, [
          h('div', { class: 'lineage-canvas', style: { width: `${drawn.width}px`, height: `${drawn.height}px` } }, [
            h('svg', { width: drawn.width, height: drawn.height, 'aria-hidden': 'true' }, drawn.links.map((link) => h('path', { key: link[0].id + link[1].id, d: path(link) }))),
            ...drawn.nodes.map(nodeView),
          ]),
        ]);
      });
  },
  { name: 'VersionLineage', props: ['entity', 'project', 'version'] },
);

const runId = (run: RunRef): string => `${run.entity}/${run.project}/${run.name}`;

const runNode = (run: RunRef): LineageNode => ({
  id: runId(run), kind: 'run', label: run.displayName, detail: run.jobType ?? run.project, href: pathTo(run.entity, run.project, 'runs', run.name),
}); // prettier-ignore

const artifactNode = (one: ArtifactRef): LineageNode => ({
  id: one.id, kind: 'artifact', label: `${one.collection}:${one.version}`, detail: one.type,
  href: pathTo(one.entity, one.project, 'artifacts', one.type, one.collection, one.version, 'lineage'),
}); // prettier-ignore

function nodeView(node: PlacedNode): VNode {
  return h('a', {
    key: node.id, class: ['lineage-node', node.kind, node.isCentre && 'centre'], href: node.href, title: node.label,
    style: { left: `${node.x}px`, top: `${node.y}px`, width: `${NODE_WIDTH}px`, height: `${NODE_HEIGHT}px` },
  }, [h(Icon, { name: node.kind === 'run' ? 'chart' : 'package' }), h('span', { class: 'lineage-names' }, [h('span', null, node.label), h('span', { class: 'faint' }, node.detail)])]); // prettier-ignore
}
