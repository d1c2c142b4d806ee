/** What every list and page tells of a run. */
export interface RunHead {
  /** Its global id, which changes when it moves to another project. */
  readonly id: string;
  /** What people call its id. */
  readonly name: string;
  readonly displayName: string;
  readonly state: string;
  readonly createdAt: string;
  readonly heartbeatAt: string;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly group: string | null;
  readonly jobType: string | null;
  readonly host: string | null;
  readonly commit: string | null;
  readonly exitcode: number | null;
  readonly user: { readonly username: string } | null;
}

/** The same as GraphQL asks for it. */
export const runHead = 'id name displayName state createdAt heartbeatAt notes tags group jobType host commit exitcode user { username }';

/** The same as GraphQL answers it. */
export type RunHeadAnswer = Omit<RunHead, 'tags'> & { tags: string[] | null };
