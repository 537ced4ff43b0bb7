-- All rows of one table or view.
from {name};
