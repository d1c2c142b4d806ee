/**
 * What is loaded on every first visit, as one script: each page and panel whose code is fetched later imports this, so that
 * the build does not cut it into pieces. The build fails where one forgets to.
 */
import './App';
