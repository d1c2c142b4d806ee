import '../app/shared';
import { graphql } from '../api/graphql';
import { send } from '../api/http';
import { members, parseJson } from '../api/json';
import { tableFrom, type TableData } from './tableData';

/** What stands for media in the table that a run's own files hold; the table's artifact has the media themselves. */
const STANDINS = new Set(['Image', 'Audio', 'Video', 'Html', 'Object3D', 'Molecule', 'Plotly', 'Bokeh']);

/** Whether a table has cells whose contents only its artifact has. */
export function hasStandins(table: TableData): boolean {
  return table.rows.slice(0, 20).some((row) => row.some((cell) => typeof cell === 'string' && STANDINS.has(cell)));
}

const MAPPING = `query Mapping($client: ID!) { clientIDMapping(clientID: $client) { serverID } }`;
const MANIFEST = `query Manifest($id: ID!) { artifact(id: $id) { currentManifest { file { directUrl } } } }`;

/** A table as its artifact has it, with the places of its files; null when the artifact is not there. */
export async function artifactTable(entity: string, path: string): Promise<TableData | null> {
  const [, scheme, id = '', name = ''] = /^(wandb-client-artifact|wandb-artifact):\/\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (!scheme) return null;
  const artifact = scheme === 'wandb-artifact' ? globalID(id) : await serverID(id.split(':')[0] ?? '');
  if (!artifact) return null;
  const answer = await graphql<{ artifact: { currentManifest: { file: { directUrl: string } } | null } | null }>(MANIFEST, { id: artifact });
  const address = answer.artifact?.currentManifest?.file.directUrl;
  if (!address) return null;
  const manifest = members(parseJson(await (await send(samePlace(address))).text()));
  const files = new Map<string, string>();
  for (const [file, entry] of Object.entries(members(manifest['contents']))) {
    const { digest } = members(entry);
    if (typeof digest === 'string') files.set(file, `/artifacts/${encodeURIComponent(entity)}/${hexOf(digest)}`);
  }
  const table = files.get(name);
  if (!table) return null;
  return { ...tableFrom(parseJson(await (await send(table)).text())), files };
}

async function serverID(client: string): Promise<string | null> {
  return (await graphql<{ clientIDMapping: { serverID: string } | null }>(MAPPING, { client })).clientIDMapping?.serverID ?? null;
}

/** Paths write global ids in hexadecimal digits. */
function globalID(hex: string): string {
  const bytes = hex.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
  return btoa(String.fromCharCode(...bytes));
}

const hexOf = (base64: string): string => [...atob(base64)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Signed addresses name the server as its clients see it, which a proxy may call otherwise than this page does. */
function samePlace(address: string): string {
  const { pathname, search } = new URL(address, location.origin);
  return pathname + search;
}
