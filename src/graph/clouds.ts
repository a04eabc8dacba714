/** Microsoft Graph's roots: https://learn.microsoft.com/graph/deployments */
export const CLOUDS = {
  global: 'https://graph.microsoft.com',
  'us-government': 'https://graph.microsoft.us',
  'us-government-dod': 'https://dod-graph.microsoft.us',
  china: 'https://microsoftgraph.chinacloudapi.cn',
} as const;

export type CloudName = keyof typeof CLOUDS;
