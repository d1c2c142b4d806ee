/** Something in a picture of where a version came from and where it went. */
export interface LineageNode {
  readonly id: string;
  readonly kind: 'artifact' | 'run';
  readonly label: string;
  readonly detail: string;
  readonly href: string;
  readonly isCentre?: boolean;
}

export interface PlacedNode extends LineageNode {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly (readonly [PlacedNode, PlacedNode])[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 184;
export const NODE_HEIGHT = 46;
const [GAP_X, GAP_Y] = [56, 10];

/** Places columns of nodes side by side, each column in the middle of the height; empty columns take no room. */
export function layOut(columns: readonly (readonly LineageNode[])[], links: readonly (readonly [string, string])[]): Layout {
  const filled = columns.filter((column) => column.length > 0);
  const tallest = Math.max(1, ...filled.map((column) => column.length));
  const height = tallest * (NODE_HEIGHT + GAP_Y) - GAP_Y;
  const placed = new Map<string, PlacedNode>();
  filled.forEach((column, index) => {
    const start = (height - (column.length * (NODE_HEIGHT + GAP_Y) - GAP_Y)) / 2;
    column.forEach((node, row) => {
      if (!placed.has(node.id)) placed.set(node.id, { ...node, x: index * (NODE_WIDTH + GAP_X), y: start + row * (NODE_HEIGHT + GAP_Y) });
    });
  });
  const drawn = links.flatMap(([from, to]) => {
    const [a, b] = [placed.get(from), placed.get(to)];
    return a && b && a.x < b.x ? [[a, b] as const] : [];
  });
  return { nodes: [...placed.values()], links: drawn, width: Math.max(1, filled.length) * (NODE_WIDTH + GAP_X) - GAP_X, height };
}
