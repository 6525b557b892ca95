export { startAllInOne, type AllInOne, type AllInOneOptions } from './start-all-in-one.js';
export { EXAMPLES_FOLDER, readExample, readExamples } from './examples.js';
export { VERSION } from './version.js';
