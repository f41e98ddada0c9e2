import { type ConsoleRoute } from '../exchange.ts';
import { contentRoutes } from './content.ts';
import { deliveryRoutes } from './delivery.ts';
import { deploymentRoutes } from './deployments.ts';
import { deviceRoutes } from './devices.ts';
import { faultRoutes } from './faults.ts';
import { seriesRoutes } from './series.ts';

/** Every endpoint of the console but its stream and its files. */
export const CONSOLE_ROUTES: readonly ConsoleRoute[] = [
  ...deviceRoutes,
  ...seriesRoutes,
  ...contentRoutes,
  ...deploymentRoutes,
  ...faultRoutes,
  ...deliveryRoutes,
];
