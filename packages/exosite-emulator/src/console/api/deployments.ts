import { type ConsoleAnswer, type ConsoleCall, type ConsoleRoute, json, refuse } from '../exchange.ts';
import { asFields, deviceFields, listField, parseFields, textField } from '../json-body.ts';
import { formatInstallCommand } from '../package-name.ts';

/** More devices than one command is for. */
const MAX_TARGETS = 10_000;

/** Sends an install command to one device or many of one product (gwe 70, 71). */
export const deploymentRoutes: readonly ConsoleRoute[] = [{ method: 'POST', path: '/api/deployments', handle: deploy }];

function deploy({ host, body, deployments }: ConsoleCall): ConsoleAnswer {
  const fields = parseFields(body);
  const [vendor, model, name] = [textField(fields, 'vendor'), textField(fields, 'model'), textField(fields, 'name')];
  const serials = listField(fields, 'serials');
  if (serials.length === 0 || serials.length > MAX_TARGETS)
    throw new TypeError(`serials must name 1 to ${MAX_TARGETS}`);
  const { platform } = host;
  const { content, devices, values } = platform;
  if (content.info({ vendor, model }, name) === undefined) return refuse(404, 'The product has no such content.');
  const wanted = serials.map((serial) => devices.find(deviceFields(asFields({ vendor, model, serial }, 'a device'))));
  const targets = wanted.filter((device) => device !== undefined);
  if (targets.length !== wanted.length) return refuse(404, 'One of the devices is not there any more.');
  // Followed from before the write: a device that waits in a long-poll may answer within the same millisecond.
  const deployment = deployments.begin({ vendor, model }, name, targets, platform.nowSeconds());
  const command = new Map([['engine_fetch', Buffer.from(formatInstallCommand(name))]]);
  for (const target of targets) values.write(target, command, 'cloud');
  return json({ id: deployment.id }, 201);
}
