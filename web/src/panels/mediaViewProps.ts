import type { MediaItem } from './media';
import type { ClassLabels } from './regions';

/** What a view of one logged item is given. */
export interface MediaViewProps {
  /** Where a file is that the item names. */
  readonly addressOf: (path: string) => string;
  readonly item: MediaItem;
  /** What the classes of a mask are called, where the run tells. */
  readonly classesOf?: (mask: string) => ClassLabels;
  /** The layers and classes that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** Tells of a layer or a class that a picture has. */
  readonly onClass: (name: string, label: string) => void;
  readonly isLarge: boolean;
}

export const mediaViewProps = ['addressOf', 'item', 'classesOf', 'hidden', 'onClass', 'isLarge'] as const;
