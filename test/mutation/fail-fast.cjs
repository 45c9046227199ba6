const { TestEnvironment } = require('jest-environment-node');

// They show that time grows with the input and not with its square: nothing of what a mutant breaks, and as long as all others.
const OF_TIME = /linear time|stays quick/;

/** Runs no test once one has failed: a mutant is killed once. */
module.exports = class FailFastEnvironment extends TestEnvironment {
  #hasFailed = false;

  handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.#hasFailed = true;
    if (event.name === 'test_start' && (this.#hasFailed || OF_TIME.test(event.test.name))) event.test.mode = 'skip';
  }
};
