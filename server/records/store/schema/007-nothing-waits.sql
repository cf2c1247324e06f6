-- What a text waited for goes with it, when the text leaves a chart.
grant delete on store_wanted to portico_feed, portico_operate;
