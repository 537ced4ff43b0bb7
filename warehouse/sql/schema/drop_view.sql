-- Drop the view {name}.
drop view "{name}";
