import { graphql } from './graphql';

const SPEC = 'query CustomChart($id: ID!) { customChart(id: $id) { spec } }';

/** A chart specification that somebody wrote, by ENTITY/NAME; null where there is none for this person. */
export async function fetchChartSpec(id: string, signal?: AbortSignal): Promise<string | null> {
  const answer = await graphql<{ customChart: { spec: string } | null }>(SPEC, { id }, signal);
  return answer.customChart?.spec ?? null;
}
