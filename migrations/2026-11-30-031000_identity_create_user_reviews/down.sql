DROP TABLE user_review_rows;
DROP TABLE user_reviews;
