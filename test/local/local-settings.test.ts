import { ConfigInvalidError } from '../../lib/errors.ts';
import { readLocalSettings } from '../../lib/local/local-settings.ts';

describe('readLocalSettings', () => {
  it('has a default for everything', () => {
    expect(readLocalSettings({}, {}, '/service')).toEqual({
      httpPort: 3000,
      lambdaPort: 3002,
      sqsPort: 9324,
      dynamodbPort: 8000,
      ossPort: 9200,
      consolePort: 9201,
      dir: '/service/.local',
      retrySeconds: 2,
    });
  });

  it('lets the environment change each', () => {
    const env = {
      HTTP_PORT: '1',
      LAMBDA_PORT: '2',
      SQS_PORT: '3',
      DYNAMODB_PORT: '4',
      OSS_PORT: '5',
      CONSOLE_PORT: '6',
      LOCAL_DIR: '/elsewhere',
      LOCAL_RETRY_SECONDS: '0',
    };
    expect(readLocalSettings(env, {}, '/service')).toEqual({
      httpPort: 1,
      lambdaPort: 2,
      sqsPort: 3,
      dynamodbPort: 4,
      ossPort: 5,
      consolePort: 6,
      dir: '/elsewhere',
      retrySeconds: 0,
    });
  });

  it('lets the command line win over the environment', () => {
    const settings = readLocalSettings({ HTTP_PORT: '1', LAMBDA_PORT: '2' }, { httpPort: '5', lambdaPort: '6' }, '/');
    expect(settings).toMatchObject({ httpPort: 5, lambdaPort: 6 });
  });

  it.each([
    ['HTTP_PORT', '0'],
    ['LAMBDA_PORT', '65536'],
    ['SQS_PORT', '80a'],
    ['DYNAMODB_PORT', '-1'],
    ['OSS_PORT', ''.padEnd(6, '9')],
    ['CONSOLE_PORT', '-'],
    ['LOCAL_RETRY_SECONDS', '43201'],
  ])('names %s and what it may be where it is %s', (name, value) => {
    const read = () => readLocalSettings({ [name]: value }, {}, '/');
    expect(read).toThrow(ConfigInvalidError);
    expect(read).toThrow(new RegExp(`^${name} must be a whole number from \\d+ to \\d+, got "${value}"$`));
  });
});
