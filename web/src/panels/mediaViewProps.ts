import type { MediaItem } from './media';

/** What a view of one logged item is given. */
export interface MediaViewProps {
  readonly at: { readonly entity: string; readonly project: string };
  readonly run: string;
  readonly item: MediaItem;
  /** The layers and classes that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** Tells of a layer or a class that a picture has. */
  readonly onClass: (name: string, label: string) => void;
  readonly isLarge: boolean;
}

export const mediaViewProps = ['at', 'run', 'item', 'hidden', 'onClass', 'isLarge'] as const;
