import { aws, BURST, functionCompute, RATES, type Platform } from './scale/assumptions.ts';
import { costOf, needsOf, playBurst, workRate } from './scale/simulate.ts';

// `npm run simulate:scale`: prints what `scaling.md` shows.
const SECONDS_A_MONTH = 30 * 86_400;
const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};
const number = (value: number): string =>
  value === Infinity ? '–' : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

function tell(platform: Platform): void {
  say(`## ${platform.name}`);
  say();
  say(`The configured workers do ${number(workRate(platform))} messages a second.`);
  say();
  say('| callbacks/s | need | needed | limit | kept |');
  say('| --- | --- | --- | --- | --- |');
  for (const rate of RATES) {
    for (const { what, needed, limit } of needsOf(platform, rate)) {
      say(
        `| ${number(rate)} | ${what} | ${number(needed)} | ${number(limit)} | ${needed <= limit ? 'yes' : '**no**'} |`,
      );
    }
  }
  say();
  say(
    `| callbacks/s, ${BURST} × for a minute | accepted | refused | in the queue after it | minutes until it is empty |`,
  );
  say('| --- | --- | --- | --- | --- |');
  for (const rate of RATES) {
    const { accepted, refused, backlog, drainSeconds } = playBurst(platform, rate);
    const minutes = drainSeconds === Infinity ? 'never: raise the workers' : number(drainSeconds / 60);
    say(`| ${number(rate)} | ${number(accepted)} | ${number(refused)} | ${number(backlog)} | ${minutes} |`);
  }
  say();
  say('| part | $ a million uploads |');
  say('| --- | --- |');
  for (const [part, price] of Object.entries(platform.prices)) say(`| ${part} | ${price.toFixed(3)} |`);
  say(`| all of it | **${costOf(platform).toFixed(2)}** |`);
  const months = RATES.map(
    (rate) => `${number(rate)}/s: $${number((costOf(platform) * rate * SECONDS_A_MONTH) / 1e6)}`,
  );
  say();
  say(`A month of it: ${months.join(', ')}.`);
  say();
}

tell(aws);
tell(functionCompute);
