/** What is loaded on every first visit, as one script: the build gives it to each page whose code is fetched later. */
import './App';
