import type { Ref } from 'vue';
import type { DrawnRun, PanelContext } from '../workspace/panelContext';
import type { BoardEdits } from './boardEdits';
import type { BoardSection } from './boardPlan';
import type { PanelSpec } from './model';

/** What the panels of one board share, beside what they draw. */
export interface Board {
  readonly edits: BoardEdits;
  readonly sections: () => readonly BoardSection[];
  /** The names of the keys that hold numbers. */
  readonly keys: () => readonly string[];
  /** The panel or section that is being dragged. */
  readonly dragged: Ref<{ readonly kind: 'panel' | 'section'; readonly id: string } | null>;
  /** Opens the editor of a panel. */
  readonly onEdit: (panel: PanelSpec, section: string) => void;
}

/** What each kind of panel is given. */
export interface PanelProps {
  readonly context: PanelContext;
  readonly spec: PanelSpec;
  readonly runs: readonly DrawnRun[];
  readonly board: Board;
  readonly section: string;
  /** How many columns and pixels it takes, where a person has chosen so. */
  readonly columns?: number;
  readonly height?: number;
  readonly isEnlarged?: boolean;
  /** It stands on another page, where nobody changes it. */
  readonly isEmbedded?: boolean;
}

/** The names of the properties, as Vue wants them. */
export const panelProps = ['context', 'spec', 'runs', 'board', 'section', 'columns', 'height', 'isEnlarged', 'isEmbedded'] as const;
