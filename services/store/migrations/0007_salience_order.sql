-- The best by salience keep their pictures: found without a look at all the others.
CREATE INDEX segment_salience ON segment (salience) WHERE tier <> 'forgotten';
