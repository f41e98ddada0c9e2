import { type DeliveryView } from '../api.ts';
import { surveyDelivery } from '../delivery-survey.ts';
import { json, type ConsoleAnswer, type ConsoleCall, type ConsoleRoute } from '../exchange.ts';

/** How complete and punctual the data of all devices is. */
export const deliveryRoutes: readonly ConsoleRoute[] = [{ method: 'GET', path: '/api/delivery', handle: survey }];

async function survey({ host, arrivals }: ConsoleCall): Promise<ConsoleAnswer> {
  const view: DeliveryView = await surveyDelivery(host.platform, arrivals);
  return json(view);
}
