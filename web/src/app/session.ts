import { shallowRef, watch } from 'vue';
import { graphql, nodesOf, type Page } from '../api/graphql';
import { forgetPictures } from '../pictures/PictureDatabase';
import { viewerQuestion } from '../api/viewerQuestion';

export interface Viewer {
  username: string;
  entity: string;
  admin: boolean;
  teams: string[];
}

/** Who is signed in: null for nobody, undefined until the server has answered. */
export const viewer = shallowRef<Viewer | null | undefined>(undefined);

interface Answer {
  viewer: { username: string; entity: string; admin: boolean; teams: Page<{ name: string }> } | null;
}

/** Comes when the server has answered who is signed in. */
export async function viewerIsKnown(): Promise<void> {
  if (viewer.value !== undefined) return;
  await new Promise<void>((resolve) => {
    const stop: () => void = watch(viewer, () => {
      stop();
      resolve();
    });
  });
}

export async function loadViewer(): Promise<void> {
  const found = (await graphql<Answer>(viewerQuestion.query, viewerQuestion.variables)).viewer;
  viewer.value = found && { ...found, teams: nodesOf(found.teams).map((team) => team.name) };
}

export function signInAddress(): string {
  return `/signin?next=${encodeURIComponent(location.pathname + location.search)}`;
}

export async function signOut(): Promise<void> {
  await forgetPictures();
  await fetch('/signout', { method: 'POST', credentials: 'same-origin', redirect: 'manual' });
  location.assign('/signin');
}
