import { defineRoute, ok, type Route } from '../route.js';
import { clusterOverview } from '../schemas/cluster.js';

export const clusterRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/cluster',
    auth: 'cluster:read',
    tag: 'Platform',
    id: 'getCluster',
    summary: 'Who is there, who owns what, how much room there is and what waits',
    description:
      'The view over all domains: their partitions and owners, the processes as they told of themselves last, capacity, backlog and health. One process that is everything shows itself.',
    responses: { 200: { description: 'As it is known now.', schema: clusterOverview } },
    problems: [503],
    handle: async (_request, { cluster }) => ok(await cluster.overview({})),
  }),
];
