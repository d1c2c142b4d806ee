import { shallowRef } from 'vue';

/** A short message about what was just done, with a way back. */
export interface Message {
  readonly text: string;
  readonly isBad?: boolean;
  readonly action?: string;
  readonly onAction?: () => void;
  /** Called when the message goes without its action having been chosen. */
  readonly onEnd?: () => void;
  readonly milliseconds?: number;
}

const STANDARD_MS = 8000;
const current = shallowRef<Message | null>(null);
let timer = 0;

function end(): void {
  clearTimeout(timer);
  const message = current.value;
  current.value = null;
  message?.onEnd?.();
}

/** One message at a time; a new one ends the one before. */
export const snackbar = {
  current,
  show(message: Message): void {
    end();
    current.value = message;
    timer = window.setTimeout(end, message.milliseconds ?? STANDARD_MS);
  },
  /** Takes the message away as if it had never been. */
  hide(): void {
    clearTimeout(timer);
    current.value = null;
  },
  act(): void {
    const message = current.value;
    snackbar.hide();
    message?.onAction?.();
  },
  end,
};
